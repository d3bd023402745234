FROM python:3.11-slim-bookworm AS packages

WORKDIR /build
COPY requirements.txt ./
RUN python -m venv /opt/site \
    && /opt/site/bin/pip install --no-cache-dir --require-hashes --requirement requirements.txt


FROM python:3.11-slim-bookworm

ENV PATH=/opt/site/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1

RUN useradd --create-home --uid 10001 shabakat \
    && install --directory --owner shabakat --group shabakat /srv/shabakat /srv/shabakat/var /srv/shabakat/var/media
WORKDIR /srv/shabakat
COPY --from=packages /opt/site /opt/site
COPY --chown=shabakat:shabakat . .
USER 10001

# Collecting static files reads no secret, but the settings insist on one.
RUN SECRET_KEY=for-the-build-only python manage.py collectstatic --no-input

EXPOSE 8000
# Healthy is whatever answers by itself: a redirect to HTTPS or a refused host name is an answer too.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
    CMD ["python", "-c", "import http.client, sys; c = http.client.HTTPConnection('127.0.0.1', 8000, timeout=4); c.request('GET', '/graphql/?query=%7B__typename%7D'); sys.exit(c.getresponse().status >= 500)"]

CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--no-ws", "--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers", "cms.wsgi:application"]
