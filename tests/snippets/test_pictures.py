"""Pictures: what is made of them when they are saved, and what is refused when they are uploaded."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils.translation import override
from PIL import Image, ImageCms
from wagtail.images.forms import BaseImageForm, get_image_form
from wagtail.images.models import Filter
from wagtail.models import Collection

from snippets import renditions
from snippets.models import Picture, Rendition
from snippets.picture_files import TooManyPixels, upright
from snippets.placeholders import blur_data_url, dominant_color
from snippets.presets import Format, ImagePreset
from snippets.renditions import make_renditions

RED, BLUE = (204, 0, 0), (0, 0, 204)


def drawn(width: int, height: int, color=RED, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, (width, height), color)


def halves(width: int, height: int, left=RED, right=BLUE) -> Image.Image:
    image = drawn(width, height, left)
    image.paste(right, (width // 2, 0, width, height))
    return image


def encoded(image: Image.Image, fmt: str = "PNG", **options) -> bytes:
    file = BytesIO()
    image.save(file, fmt, **options)
    return file.getvalue()


def stored(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def near(color, expected, tolerance: int = 12) -> bool:
    return all(abs(one - other) <= tolerance for one, other in zip(color, expected, strict=False))


@pytest.fixture
def save(db, django_capture_on_commit_callbacks):
    """Save a picture as a request does: what waits for the commit is run."""

    def save_picture(content: bytes | Image.Image, name: str = "picture.png", **fields) -> Picture:
        data = encoded(content) if isinstance(content, Image.Image) else content
        with django_capture_on_commit_callbacks(execute=True):
            picture = Picture(title="صورة", file=ContentFile(data, name), **fields)
            picture.save()
        return Picture.objects.get(pk=picture.pk)

    return save_picture


def specs(picture: Picture) -> set[str]:
    return set(picture.renditions.values_list("filter_spec", flat=True))


def opened(rendition: Rendition) -> Image.Image:
    with rendition.file.open() as file:
        image = Image.open(file)
        image.load()
    return image


def rendition(picture: Picture, crop: str, fmt: Format) -> Image.Image:
    return opened(picture.renditions.get(filter_spec=f"{crop}|{fmt.value}"))


# What is made ---------------------------------------------------------------------------------------------------------


def test_saving_makes_every_size_and_format_of_the_catalogue_and_nothing_else(save):
    picture = save(halves(2000, 1500))
    crops = ["width-64", "width-128", "fill-160x160", "fill-320x320"]
    crops += ["fill-320x213", "fill-640x427", "fill-960x640", "width-320", "width-640", "width-960", "width-1280"]
    crops += ["fill-640x360", "fill-1280x720", "fill-1920x1080"]
    formats = ["format-avif|avifquality-50", "format-webp|webpquality-75", "format-jpeg|jpegquality-78"]
    expected = {f"{crop}|{fmt}" for crop in crops for fmt in formats}
    expected.add("fill-1200x630|bgcolor-ffffff|format-jpeg|jpegquality-78")
    assert specs(picture) == expected
    assert picture.renditions.count() == 43


def test_each_rendition_is_what_its_specification_says(save):
    picture = save(drawn(2000, 1500))
    for made in picture.renditions.all():
        crop, _, fmt = made.filter_spec.partition("|format-")
        image = opened(made)
        assert image.format == fmt.partition("|")[0].upper()
        assert image.size == (made.width, made.height)
        kind, _, size = crop.partition("|")[0].partition("-")
        if kind == "fill":
            assert f"{made.width}x{made.height}" == size
        else:
            assert (made.width, made.height) == (int(size), int(size) * 3 // 4)


def test_renditions_are_cut_as_wagtail_would_cut_them(save):
    picture = save(
        halves(1000, 400), focal_point_x=900, focal_point_y=200, focal_point_width=100, focal_point_height=100
    )
    own = rendition(picture, "fill-160x160", Format.WEBP)
    theirs = Image.open(Filter("fill-160x160|format-png").run(picture, BytesIO()).f)
    assert own.size == theirs.size == (160, 160)
    for x in range(0, 160, 20):
        assert near(own.convert("RGB").getpixel((x, 80)), theirs.convert("RGB").getpixel((x, 80)), 24)


@pytest.mark.parametrize(
    ("size", "preset", "crops"),
    [
        ((2000, 1000), ImagePreset.INLINE, ["width-320", "width-640", "width-960", "width-1280"]),
        ((1280, 10), ImagePreset.INLINE, ["width-320", "width-640", "width-960", "width-1280"]),
        ((700, 10), ImagePreset.INLINE, ["width-320", "width-640", "width-960"]),
        ((640, 10), ImagePreset.INLINE, ["width-320", "width-640"]),
        ((5, 5), ImagePreset.INLINE, ["width-320"]),
        ((4000, 360), ImagePreset.HERO, ["fill-640x360"]),
        ((4000, 361), ImagePreset.HERO, ["fill-640x360", "fill-1280x720"]),
        ((100, 9000), ImagePreset.THUMBNAIL, ["fill-160x160"]),
    ],
)
def test_widths_that_a_picture_does_not_reach_are_left_out_but_for_one_that_is_its_own(size, preset, crops):
    assert [spec.crop for spec in preset.value.specs(*size, Format.WEBP)] == crops


@pytest.mark.parametrize("size", [(1, 1), (3, 1), (1, 3), (17, 9), (99, 100), (600, 2), (2, 600)])
def test_no_rendition_is_larger_than_the_picture(save, size):
    picture = save(drawn(*size))
    sizes = set(picture.renditions.values_list("width", "height"))
    assert len(sizes) >= 1
    assert all(width <= size[0] and height <= size[1] for width, height in sizes)
    assert max(width for width, _ in sizes) == size[0]


def test_what_the_camera_was_turned_by_is_turned_back(save):
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = save(encoded(halves(800, 400), "JPEG", exif=exif, quality=95), "turned.jpg")
    assert (picture.width, picture.height) == (400, 800)
    image = rendition(picture, "width-320", Format.JPEG)
    assert image.size == (320, 640)
    assert near(image.getpixel((160, 20)), RED)
    assert near(image.getpixel((160, 620)), BLUE)


def test_no_metadata_leaves_with_a_rendition(save):
    exif = Image.Exif()
    exif[0x010F] = "SENTINEL-CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    picture = save(encoded(halves(400, 300), "JPEG", exif=exif, comment=b"SENTINEL-COMMENT"), "place.jpg")
    for made in picture.renditions.all():
        with made.file.open() as file:
            assert b"SENTINEL" not in file.read()
        assert not opened(made).getexif()


def test_colours_of_another_profile_are_converted(save):
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert near(upright(BytesIO(encoded(drawn(20, 20), icc_profile=lab))).getpixel((5, 5)), RED)
    picture = save(encoded(drawn(400, 300), "JPEG", icc_profile=b"no profile at all"), "broken.jpg")
    image = rendition(picture, "width-320", Format.JPEG)
    assert near(image.getpixel((9, 9)), RED)
    assert "icc_profile" not in image.info


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (Image.new("I;16", (40, 40), 30_000), (117, 117, 117)),
        (Image.new("L", (40, 40), 90), (90, 90, 90)),
        (Image.new("1", (40, 40), 1), (255, 255, 255)),
        (drawn(40, 40).quantize(4), RED),
    ],
)
def test_every_kind_of_pixel_becomes_rgb(image, expected):
    made = upright(BytesIO(encoded(image)))
    assert made.mode == "RGB"
    assert near(made.getpixel((20, 20)), expected, 1)


# Transparency and animation -------------------------------------------------------------------------------------------


def test_transparency_is_kept_in_every_format_of_the_web_and_laid_on_white_for_sharing(save):
    image = drawn(700, 700, (0, 0, 0, 0), "RGBA")
    image.paste((*RED, 255), (0, 0, 350, 700))
    picture = save(image)
    assert {spec.rpartition("format-")[2] for spec in specs(picture)} == {
        "avif|avifquality-50",
        "webp|webpquality-75",
        "png",
        "jpeg|jpegquality-78",
    }
    assert {made.filter_spec for made in picture.renditions.filter(filter_spec__contains="jpeg")} == {
        "fill-1200x630|bgcolor-ffffff|format-jpeg|jpegquality-78"
    }
    for fmt in (Format.AVIF, Format.WEBP, Format.PNG):
        made = rendition(picture, "width-320", fmt).convert("RGBA")
        assert made.getpixel((10, 10))[3] == 255
        assert near(made.getpixel((10, 10)), RED)
        assert made.getpixel((310, 10))[3] == 0
    shared = rendition(picture, "fill-1200x630|bgcolor-ffffff", Format.JPEG)
    assert shared.mode == "RGB"
    assert near(shared.getpixel((690, 10)), (255, 255, 255))


def test_an_alpha_channel_through_which_nothing_shows_is_no_transparency(save):
    picture = save(drawn(200, 100, (*RED, 255), "RGBA"))
    assert not [spec for spec in specs(picture) if "png" in spec]


def test_of_an_animation_the_first_frame_is_delivered(save):
    frames = [drawn(300, 200, color) for color in (RED, *[BLUE] * 60)]
    content = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=20)
    picture = save(content, "moving.gif")
    with picture.file.open() as file:
        assert file.read() == content
    for fmt in (Format.AVIF, Format.WEBP, Format.JPEG):
        image = rendition(picture, "width-128", fmt)
        assert getattr(image, "n_frames", 1) == 1
        assert near(image.convert("RGB").getpixel((9, 9)), RED)


# Placeholders ---------------------------------------------------------------------------------------------------------


def test_saving_notes_the_miniature_and_the_colour(save):
    image = drawn(640, 480, BLUE)
    image.paste(RED, (0, 0, 640, 300))
    picture = save(image)
    assert picture.dominant_color == "#CC0000"
    assert picture.blur_data_url.startswith("data:image/webp;base64,")


@pytest.mark.parametrize("size", [(1, 1), (40, 4000), (4000, 40), (800, 600)])
def test_the_miniature_is_small_whatever_the_picture(size):
    noise = Image.merge("RGBA", [Image.effect_noise(size, 200)] * 4)
    for image in (noise, noise.convert("RGB")):
        assert 0 < len(blur_data_url(image)) < 400


def test_what_cannot_be_seen_has_no_say_in_the_colour():
    image = drawn(100, 100, (*BLUE, 20), "RGBA")
    image.paste((*RED, 255), (0, 0, 30, 30))
    assert dominant_color(image) == "#CC0000"
    assert dominant_color(drawn(100, 100, (*BLUE, 0), "RGBA")) == ""


# What changes later ---------------------------------------------------------------------------------------------------


def test_another_focal_point_renews_what_is_cropped_and_nothing_else(
    save, settings, django_capture_on_commit_callbacks
):
    picture = save(halves(700, 400))
    before = {made.filter_spec: made.file.name for made in picture.renditions.all()}
    with django_capture_on_commit_callbacks(execute=True):
        picture.focal_point_x, picture.focal_point_y = 600, 200
        picture.focal_point_width, picture.focal_point_height = 50, 50
        picture.save()
    after = {made.filter_spec: made.file.name for made in picture.renditions.all()}
    assert after.keys() == before.keys()
    changed = {spec for spec in after if after[spec] != before[spec]}
    assert changed == {spec for spec in after if spec.startswith("fill-")}
    assert len(changed) == 19
    assert near(rendition(picture, "fill-160x160", Format.JPEG).getpixel((80, 80)), BLUE)
    assert stored(settings.MEDIA_ROOT) == {picture.file.name, *after.values()}


def test_a_new_file_renews_everything(save, settings, django_capture_on_commit_callbacks):
    picture = save(drawn(700, 400))
    first = {made.file.name for made in picture.renditions.all()}
    with django_capture_on_commit_callbacks(execute=True):
        picture.file = ContentFile(encoded(drawn(100, 90, BLUE)), "other.png")
        picture.save()
    picture.refresh_from_db()
    assert picture.dominant_color == "#0000CC"
    second = {made.file.name for made in picture.renditions.all()}
    assert second
    assert not first & second
    assert first.isdisjoint(stored(settings.MEDIA_ROOT))


def test_saving_anything_else_makes_nothing(save, django_capture_on_commit_callbacks, monkeypatch):
    picture = save(drawn(50, 40))
    monkeypatch.setattr(renditions, "upright", lambda file: pytest.fail("the file was decoded"))
    with django_capture_on_commit_callbacks(execute=True):
        picture.description = "وصف"
        picture.save()
        picture.save(update_fields=["title"])


def test_a_picture_that_cannot_be_read_is_saved_without_renditions(save, caplog, django_capture_on_commit_callbacks):
    picture = save(drawn(300, 200))
    Path(picture.file.path).write_bytes(b"damaged")
    with django_capture_on_commit_callbacks(execute=True):
        picture.focal_point_x = 3
        picture.save()
    assert [record.message.partition(" cannot be read")[0] for record in caplog.records] == [
        f"Picture {picture.pk} ({picture.file.name})"
    ]


def test_a_deleted_picture_leaves_no_file(save, settings, django_capture_on_commit_callbacks):
    picture = save(drawn(300, 200))
    assert len(stored(settings.MEDIA_ROOT)) == 1 + picture.renditions.count()
    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()
    assert stored(settings.MEDIA_ROOT) == set()
    assert Rendition.objects.count() == 0


def test_a_picture_that_changes_while_its_renditions_are_made_gets_none_of_the_former_file(save, monkeypatch, settings):
    picture = save(drawn(50, 40))
    Rendition.objects.all().delete()
    files = stored(settings.MEDIA_ROOT)
    encode = renditions._encoded

    def changed_meanwhile(image, fmt):
        Picture.objects.filter(pk=picture.pk).update(focal_point_x=1)
        return encode(image, fmt)

    monkeypatch.setattr(renditions, "_encoded", changed_meanwhile)
    assert make_renditions(picture) == 0
    assert Rendition.objects.count() == 0
    assert stored(settings.MEDIA_ROOT) == files


def test_files_of_different_content_never_have_one_name(save):
    names = [
        made.file.name for color in (RED, BLUE, RED) for made in save(drawn(300, 200, color), "a.png").renditions.all()
    ]
    assert len(names) == len(set(names)) == 3 * save(drawn(300, 200)).renditions.count()


# The command ----------------------------------------------------------------------------------------------------------


def test_the_command_makes_what_is_missing_and_leaves_the_rest(save, capsys):
    complete, lacking = save(drawn(300, 200)), save(drawn(300, 200, BLUE))
    kept = {made.pk for made in complete.renditions.all()}
    lacking.renditions.filter(filter_spec__startswith="width-64|").delete()
    call_command("make_renditions", "--missing")
    assert capsys.readouterr().out == "pictures: 1, renditions made: 3\n"
    assert {made.pk for made in complete.renditions.all()} == kept
    call_command("make_renditions", "--missing")
    assert capsys.readouterr().out == "pictures: 0, renditions made: 0\n"


def test_the_command_makes_everything_anew_and_removes_what_no_preset_asks_for(save, capsys):
    picture = save(drawn(300, 200))
    former = set(picture.renditions.values_list("pk", flat=True))
    admins, obsolete = (
        Rendition.objects.create(image=picture, filter_spec=spec, file=ContentFile(encoded(drawn(9, 9)), "made.png"))
        for spec in ("max-165x165", "width-77|format-webp")
    )
    call_command("make_renditions")
    assert capsys.readouterr().out == f"pictures: 1, renditions made: {len(former)}\n"
    now = set(picture.renditions.values_list("pk", flat=True))
    assert admins.pk in now
    assert obsolete.pk not in now
    assert not former & now
    assert len(now) == len(former) + 1


def test_the_command_makes_the_placeholders_of_pictures_that_were_there_before(save):
    picture = save(drawn(300, 200))
    Picture.objects.update(blur_data_url="", dominant_color="")
    call_command("make_renditions", "--missing", verbosity=0)
    picture.refresh_from_db()
    assert picture.dominant_color == "#CC0000"
    assert picture.blur_data_url


def test_the_command_names_each_picture_that_cannot_be_read_and_goes_on(save, capsys):
    broken, whole = save(drawn(300, 200)), save(drawn(300, 200, BLUE))
    Path(broken.file.path).write_bytes(encoded(drawn(300, 200))[:60])
    Rendition.objects.all().delete()
    with pytest.raises(CommandError, match=r"^Pictures that cannot be read: 1\."):
        call_command("make_renditions")
    assert capsys.readouterr().err.startswith(f"Picture {broken.pk} ({broken.file.name}) cannot be read: ")
    assert broken.renditions.count() == 0
    assert whole.renditions.count() > 0


# Uploads --------------------------------------------------------------------------------------------------------------


def uploaded(content: bytes, name: str):
    root = Collection.get_first_root_node()
    return get_image_form(Picture)(
        {"title": "صورة", "collection": root.pk}, {"file": SimpleUploadedFile(name, content)}
    )


@pytest.mark.parametrize(
    ("name", "fmt"),
    [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"), ("a.gif", "GIF"), ("a.avif", "AVIF")],
)
def test_a_file_that_is_cut_short_is_refused(db, name, fmt):
    noise = Image.merge("RGB", [Image.effect_noise((200, 200), 90)] * 3)
    content = encoded(noise, fmt)
    assert uploaded(content, name).is_valid()
    for end in (0, 3, 20, len(content) // 2):
        assert list(uploaded(content[:end], name).errors) == ["file"]


def test_an_avif_whose_parts_do_not_fit_is_refused(db):
    """Its decoder raises RuntimeError, unlike all others."""
    content = encoded(drawn(200, 200), "AVIF")
    assert content.count(b"iloc") == 1
    assert list(uploaded(content.replace(b"iloc", b"xxxx"), "a.avif").errors) == ["file"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'),
        ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'),
        ("a.png", b"<html></html>"),
        ("a.png", encoded(Image.new("RGB", (9, 9)), "JPEG")),
        ("a.tiff", encoded(Image.new("RGB", (9, 9)), "TIFF")),
    ],
)
def test_what_is_no_accepted_picture_is_refused(db, name, content):
    assert list(uploaded(content, name).errors) == ["file"]


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(db, monkeypatch):
    content = encoded(Image.new("1", (7_100, 7_100)))
    assert len(content) < 10_000
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda *arguments: pytest.fail("the file was decoded"))
    with override("en"):
        assert uploaded(content, "bomb.png").errors["file"] == [
            "This image has too many pixels. Images of up to 50 million pixels are accepted: "
            "make it smaller and upload it again."
        ]


@pytest.mark.parametrize("side", [7_100, 10_000, 14_000])
def test_no_way_into_the_library_decodes_a_picture_of_too_many_pixels(db, side):
    """Pillow alone says nothing, warns, or refuses, in the order of these sizes."""
    content = encoded(Image.new("1", (side, side)))
    with pytest.raises(TooManyPixels):
        Picture(title="كبيرة", file=ContentFile(content, "bomb.png"))
    assert list(uploaded(content, "bomb.png").errors) == ["file"]


def test_a_picture_at_the_limit_is_accepted(db, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 10_000
    assert uploaded(encoded(drawn(100, 100)), "a.png").is_valid()
    assert list(uploaded(encoded(drawn(100, 101)), "a.png").errors) == ["file"]


def test_the_form_saves_in_one_transaction_so_that_the_former_renditions_go_before_the_new_ones_come(db, monkeypatch):
    depths = []
    monkeypatch.setattr(BaseImageForm, "save", lambda form, commit: depths.append(len(connection.savepoint_ids)))
    outside = len(connection.savepoint_ids)
    uploaded(encoded(drawn(20, 20)), "a.png").save()
    assert depths == [outside + 1]


def test_an_editor_who_replaces_the_file_gets_renditions_of_the_new_one(
    save, admin_client, settings, django_capture_on_commit_callbacks
):
    picture = save(drawn(700, 400))
    former = picture.file.name
    with django_capture_on_commit_callbacks(execute=True):
        response = admin_client.post(
            reverse("wagtailimages:edit", args=(picture.pk,)),
            {
                "title": "أخرى",
                "collection": picture.collection_id,
                "file": SimpleUploadedFile("new.png", encoded(drawn(300, 200, BLUE))),
            },
        )
    assert response.status_code == 302
    picture.refresh_from_db()
    assert (picture.width, picture.height, picture.dominant_color) == (300, 200, "#0000CC")
    assert near(rendition(picture, "width-320", Format.JPEG).getpixel((9, 9)), BLUE)
    assert former not in stored(settings.MEDIA_ROOT)
    names = {made.file.name for made in picture.renditions.all()}
    assert {name for name in stored(settings.MEDIA_ROOT) if name.startswith("images/")} == names
