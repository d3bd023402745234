"""Images as frontends get them: named presets, read and never made, and nothing of what is private."""

import json

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.views.static import serve
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction

from snippets.models import Picture, Rendition
from snippets.presets import ImagePreset
from tests import factories

RESPONSIVE = "src width height srcset sizes sources { type srcset }"
EVERY_PRESET = " ".join(
    f"{preset.name.lower()}: responsive(preset: {preset.name}) {{ {RESPONSIVE} }}" for preset in ImagePreset
)
ADDRESS = "http://localhost:8000/media/"


@pytest.fixture
def save(db, django_capture_on_commit_callbacks):
    """Save a picture with its renditions."""

    def save_picture(size=(700, 400), color=(204, 0, 0), mode: str = "RGB", **fields) -> Picture:
        file = ContentFile(b"", "picture.png")
        Image.new(mode, size, color).save(file, "PNG")
        with django_capture_on_commit_callbacks(execute=True):
            picture = Picture(title="صورة", description="وصف", file=file, **fields)
            picture.save()
        return picture

    return save_picture


@pytest.fixture
def ask(client, settings):
    settings.BASE_URL = "http://localhost:8000"

    def post(query: str, **variables) -> dict:
        body = json.dumps({"query": query, "variables": variables})
        response = client.post("/graphql/", body, content_type="application/json", secure=True)
        assert response.status_code == 200, response.content
        return response.json()

    return post


@pytest.fixture
def ask_logo(ask):
    def post(fields: str) -> dict | None:
        answer = ask(f'{{ platform(slug: "facebook") {{ logo {{ {fields} }} }} }}')
        assert "errors" not in answer, answer
        return answer["data"]["platform"]["logo"]

    return post


def addresses(picture: Picture, crop: str, fmt: str) -> str:
    made = picture.renditions.filter(filter_spec__regex=rf"^{crop}.*format-{fmt}").order_by("width")
    return ", ".join(f"{ADDRESS}{rendition.file.name} {rendition.width}w" for rendition in made)


def test_a_preset_gives_what_picture_and_img_take(save, ask_logo):
    picture = save()
    factories.platform(logo=picture)
    card = ask_logo(f"responsive(preset: CARD) {{ {RESPONSIVE} }}")["responsive"]
    widest = picture.renditions.get(filter_spec="fill-640x427|format-jpeg|jpegquality-78")
    assert card == {
        "src": f"{ADDRESS}{widest.file.name}",
        "width": 600,
        "height": 400,
        "srcset": addresses(picture, "fill-(320x213|640x427)", "jpeg"),
        "sizes": "(min-width: 60rem) 20rem, (min-width: 40rem) 50vw, 100vw",
        "sources": [
            {"type": "image/avif", "srcset": addresses(picture, "fill-(320x213|640x427)", "avif")},
            {"type": "image/webp", "srcset": addresses(picture, "fill-(320x213|640x427)", "webp")},
        ],
    }
    assert card["srcset"].count(" 320w, ") == 1
    assert card["srcset"].endswith(" 600w")


def test_an_uncropped_preset_keeps_the_shape(save, ask_logo):
    factories.platform(logo=save((1300, 325)))
    inline = ask_logo(f"responsive(preset: INLINE) {{ {RESPONSIVE} }}")["responsive"]
    assert (inline["width"], inline["height"]) == (1280, 320)
    assert [source["srcset"].count("w, ") + 1 for source in inline["sources"]] == [4, 4]


def test_sharing_is_one_jpeg(save, ask_logo):
    factories.platform(logo=save((1300, 700), (0, 0, 0, 0), "RGBA"))
    sharing = ask_logo(f"responsive(preset: SHARING) {{ {RESPONSIVE} }}")["responsive"]
    assert sharing["src"].endswith(".jpg")
    assert (sharing["width"], sharing["height"], sharing["sources"]) == (1200, 630, [])
    assert sharing["srcset"] == f"{sharing['src']} 1200w"


def test_transparency_falls_back_to_png(save, ask_logo):
    factories.platform(logo=save((200, 200), (0, 0, 0, 90), "RGBA"))
    icon = ask_logo(f"responsive(preset: ICON) {{ {RESPONSIVE} }}")["responsive"]
    assert icon["src"].endswith(".png")
    assert [source["type"] for source in icon["sources"]] == ["image/avif", "image/webp"]


def test_placeholder_colour_focal_point_and_text_come_with_the_image(save, ask_logo):
    picture = save(focal_point_x=350, focal_point_y=100, focal_point_width=10, focal_point_height=10)
    picture.refresh_from_db()
    factories.platform(logo=picture)
    assert ask_logo("alt width height focalPoint { x y } focalPointX blurDataUrl dominantColor") == {
        "alt": "وصف",
        "width": 700,
        "height": 400,
        "focalPoint": {"x": 0.5, "y": 0.25},
        "focalPointX": 350,
        "blurDataUrl": picture.blur_data_url,
        "dominantColor": "#CC0000",
    }


def test_a_focal_point_beyond_the_picture_lies_on_its_edge(save, ask_logo):
    factories.platform(logo=save(focal_point_x=900, focal_point_y=0, focal_point_width=10, focal_point_height=10))
    assert ask_logo("focalPoint { x y }") == {"focalPoint": {"x": 1.0, "y": 0.0}}


def test_a_picture_without_renditions_answers_with_its_original(save, ask_logo):
    picture = save((300, 150))
    Rendition.objects.all().delete()
    Picture.objects.update(blur_data_url="", dominant_color="")
    factories.platform(logo=picture)
    original = f"{ADDRESS}{picture.file.name}"
    answer = ask_logo(f"{EVERY_PRESET} blurDataUrl dominantColor focalPoint {{ x }}")
    for preset in ImagePreset:
        assert answer[preset.name.lower()] == {
            "src": original,
            "width": 300,
            "height": 150,
            "srcset": f"{original} 300w",
            "sizes": preset.value.sizes,
            "sources": [],
        }
    assert (answer["blurDataUrl"], answer["dominantColor"], answer["focalPoint"]) == (None, None, None)


def test_what_is_not_there_is_left_out(save, ask_logo):
    picture = save((1000, 500))
    picture.renditions.filter(filter_spec__startswith="width-960").delete()
    picture.renditions.filter(filter_spec__contains="format-webp").delete()
    factories.platform(logo=picture)
    inline = ask_logo(f"responsive(preset: INLINE) {{ {RESPONSIVE} }}")["responsive"]
    assert [source["type"] for source in inline["sources"]] == ["image/avif"]
    assert [part.rpartition(" ")[2] for part in inline["srcset"].split(", ")] == ["320w", "640w", "1000w"]


def test_a_cropped_rendition_of_a_former_focal_point_is_not_shown(save, ask_logo):
    picture = save()
    Picture.objects.update(focal_point_x=1, focal_point_y=1, focal_point_width=1, focal_point_height=1)
    factories.platform(logo=picture)
    answer = ask_logo("thumbnail: responsive(preset: THUMBNAIL) { src } inline: responsive(preset: INLINE) { src }")
    assert answer["thumbnail"]["src"] == f"{ADDRESS}{picture.file.name}"
    assert answer["inline"]["src"] != f"{ADDRESS}{picture.file.name}"


@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.usefixtures("without_limits")
def test_every_preset_of_every_image_is_one_query_a_preset(save, ask, django_assert_num_queries, count):
    for number in range(count):
        factories.platform(slug=f"platform-{number}", logo=save((20 + number, 20)))
    made = Rendition.objects.count()
    query = f"{{ platforms(first: 100) {{ nodes {{ logo {{ alt {EVERY_PRESET} }} }} }} }}"
    with django_assert_num_queries(2 + len(ImagePreset)):
        answer = ask(query)
    nodes = answer["data"]["platforms"]["nodes"]
    assert len(nodes) == count
    assert all(node["logo"]["icon"]["sources"] and node["logo"]["hero"]["sources"] for node in nodes)
    assert Rendition.objects.count() == made


def test_reading_makes_nothing(save, ask_logo, settings):
    picture = save()
    Rendition.objects.all().delete()
    factories.platform(logo=picture)
    files = {path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}
    ask_logo(EVERY_PRESET)
    assert Rendition.objects.count() == 0
    assert {path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()} == files


@pytest.mark.parametrize(
    "arguments",
    [
        "(preset: width_9000)",
        '(preset: "width-9000")',
        '(preset: "HERO")',
        "(preset: null)",
        "",
        '(preset: HERO, spec: "scale-15000")',
        "(preset: HERO, width: 9000)",
    ],
)
def test_nothing_but_a_preset_can_be_asked_for(ask, db, arguments):
    answer = ask(f'{{ platform(slug: "facebook") {{ logo {{ responsive{arguments} {{ src }} }} }} }}')
    assert "data" not in answer
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"GRAPHQL_VALIDATION_FAILED"}


def test_a_preset_in_a_variable_is_one_of_the_catalogue(save, ask):
    factories.platform(logo=save())
    query = (
        'query ($preset: ImagePreset!) { platform(slug: "facebook") { logo { responsive(preset: $preset) { src } } } }'
    )
    assert ask(query, preset="HERO")["data"]["platform"]["logo"]["responsive"]["src"].endswith(".jpg")
    for wrong in ("width-9000|format-webp", "hero", 1, None, ["HERO"]):
        answer = ask(query, preset=wrong)
        assert "data" not in answer
        assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_no_argument_of_the_schema_takes_a_specification():
    from cms.graphql.schema import schema

    for name in ("Image", "ResponsiveImage", "ImageSource", "FocalPoint"):
        for field, definition in schema.type_map[name].fields.items():
            types = {argument: str(given.type) for argument, given in definition.args.items()}
            assert types == ({"preset": "ImagePreset!"} if field == "responsive" else {})
    assert set(schema.type_map["ImagePreset"].values) == {preset.name for preset in ImagePreset}
    assert not [name for name in schema.type_map if "Rendition" in name]


@pytest.mark.parametrize("below", [False, True])
def test_nothing_of_an_image_in_a_private_collection_leaves(save, ask, below):
    closed = Collection.get_first_root_node().add_child(name="خاص")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    private = save(collection=closed.add_child(name="أدنى") if below else closed)
    public = save((500, 500))
    factories.platform(slug="private", logo=private)
    factories.platform(slug="public", logo=public)
    answer = ask(f"{{ platforms {{ nodes {{ slug logo {{ title blurDataUrl {EVERY_PRESET} }} }} }} }}")
    logos = {node["slug"]: node["logo"] for node in answer["data"]["platforms"]["nodes"]}
    assert logos["private"] is None
    assert logos["public"]["card"]["sources"]
    text = json.dumps(answer)
    names = [private.file.name, *private.renditions.values_list("file", flat=True)]
    assert len(names) > 10
    assert not [name for name in names if name in text]
    assert public.renditions.get(filter_spec="fill-160x160|format-avif|avifquality-50").file.name in text


def test_pictures_of_before_are_served_after_the_command(save, ask_logo):
    picture = save()
    Rendition.objects.all().delete()
    factories.platform(logo=picture)
    call_command("make_renditions", "--missing", verbosity=0)
    assert ask_logo("responsive(preset: HERO) { src }")["responsive"]["src"].endswith(".jpg")


def test_files_are_served_locally_under_their_media_types(save, rf, settings):
    picture = save((20, 20))
    for fmt in ("avif", "webp", "jpeg"):
        made = picture.renditions.get(filter_spec__startswith=f"width-64|format-{fmt}")
        response = serve(rf.get("/media/"), made.file.name, document_root=settings.MEDIA_ROOT)
        response.file_to_stream.close()
        assert response["Content-Type"] == f"image/{fmt}"
