# Varnish 7 in front of the site. It keeps what the site allows, and forgets what the site names.
#
# A ban needs no module and meets every answer that carries one of the named tags. Change the two addresses, give
# PURGE_TARGETS=varnish+http://HOST:PORT to the site, and try it: manage.py deliver_purges --try

vcl 4.1;

import std;

# Where the site listens.
backend site {
    .host = "127.0.0.1";
    .port = "8000";
}

# Who may have answers forgotten: the hosts of the site and nobody else.
acl purgers {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "BAN") {
        if (client.ip !~ purgers) {
            return (synth(403, "Not for you"));
        }
        if (req.http.Surrogate-Key !~ "^[A-Za-z0-9._-]+( [A-Za-z0-9._-]+)*$") {
            return (synth(400, "Name tags in Surrogate-Key"));
        }
        # The tags become a pattern: their dots are meant, and each stands between spaces or at an end.
        # (A pattern in a ban cannot hold a space itself.)
        set req.http.X-Tags = regsuball(regsuball(req.http.Surrogate-Key, "\.", "[.]"), " ", "|");
        if (std.ban("obj.http.Surrogate-Key ~ (^|\s)(" + req.http.X-Tags + ")(\s|$)")) {
            return (synth(200, "Banned"));
        }
        return (synth(500, std.ban_error()));
    }
    # No answer of GraphQL depends on a cookie; with one, Varnish would not look into its cache.
    if (req.url ~ "^/graphql/?($|\?)") {
        unset req.http.Cookie;
    }
}

sub vcl_backend_response {
    # A page that was banned is gone; one whose time is over is not shown longer than the site says.
    if (beresp.http.Cache-Control !~ "stale-while-revalidate") {
        set beresp.grace = 0s;
    }
}

sub vcl_deliver {
    # What an answer was made of is for caches. Leave these where another one stands in front.
    unset resp.http.Surrogate-Key;
    unset resp.http.Cache-Tag;
}
