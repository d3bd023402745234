"""x"""
import graphene
class PageInterface(graphene.Interface):
    id = graphene.ID()
class SnippetInterface(graphene.Interface):
    id = graphene.ID()
