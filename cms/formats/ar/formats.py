"""Arabic dates as CLDR's long pattern has them, like those of the API: Django's have a comma, and none with a time."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، g:i A"
