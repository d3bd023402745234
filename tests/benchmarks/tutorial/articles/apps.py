"""The application's name."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "tests.benchmarks.tutorial.articles"
    label = "articles"
