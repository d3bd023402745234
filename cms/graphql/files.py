"""What a document answers. Its model is Wagtail's, so that its public fields are declared here."""

import graphene
from graphql import GraphQLResolveInfo
from wagtail.documents.models import AbstractDocument

from .addresses import document_url


def _url(document: AbstractDocument, info: GraphQLResolveInfo) -> str:
    return document_url(document)


DESCRIPTION = "A file of the library, for download."
FIELDS = {
    "title": graphene.Field(graphene.NonNull(graphene.String), description="The title in the document library."),
    "url": graphene.Field(graphene.NonNull(graphene.String), resolver=_url, description="Where it is downloaded."),
    "filename": graphene.Field(graphene.NonNull(graphene.String), description="The name of the file."),
    "file_size": graphene.Field(graphene.Int, description="Size of the file in bytes."),
    "created_at": graphene.Field(graphene.NonNull(graphene.DateTime), description="When it was uploaded."),
}
