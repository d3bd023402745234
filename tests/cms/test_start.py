"""The start page: links for whoever runs the site locally, the frontend for everybody else."""

import re

import pytest
from wagtail.models import Site

from snippets.models import SiteSettings


def test_local_start_page_leads_to_admin_explorer_endpoint_and_readme(client, db):
    response = client.get("/")
    html = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="ar" dir="rtl">' in html
    assert "نظام محتوى" in html
    assert "a headless CMS" in html
    links = re.findall(r'href="(/[^"?]*)', html.partition("<body>")[2])
    assert links == ["/admin/", "/graphiql/", "/graphql/", "/readme/"]
    assert dict(response.cookies) == {}


def test_every_link_of_the_local_start_page_answers(client, home):
    html = client.get("/").content.decode()
    for link in re.findall(r'href="(/[^"]*)', html.partition("<body>")[2]):
        response = client.get(link.replace("&amp;", "&"))
        assert response.status_code == (302 if link == "/admin/" else 200), link
        assert "errors" not in (response.json() if link.startswith("/graphql") else {})


def test_readme_is_a_page(client):
    response = client.get("/readme/")
    assert response["Content-Type"] == "text/html; charset=utf-8"
    page = response.content.decode()
    assert "<h2>Start</h2>" in page
    assert '<div dir="rtl" lang="ar">' in page
    assert "make run" in page


def test_start_page_names_no_explorer_where_there_is_none(client, settings):
    settings.EXPLORER = False
    assert "/graphiql/" not in client.get("/").content.decode()


@pytest.mark.usefixtures("home")
def test_start_page_elsewhere_leads_to_the_frontend(client, settings):
    settings.LOCAL = False
    SiteSettings.objects.create(site=Site.objects.get(), frontend_url="https://www.example/")
    response = client.get("/")
    assert (response.status_code, response["Location"]) == (302, "https://www.example")


@pytest.mark.usefixtures("home")
def test_start_page_elsewhere_is_not_found_without_a_frontend(client, settings):
    settings.LOCAL = False
    response = client.get("/")
    assert response.status_code == 404
    assert "/admin/" not in response.content.decode()


@pytest.mark.parametrize("path", ["/", "/readme/"])
def test_start_page_is_only_read(client, db, path):
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200
