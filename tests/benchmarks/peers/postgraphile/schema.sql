-- The content as tables, of which PostGraphile makes a schema by itself. Rows come in the order of their keys.

create table site (id int primary key, name text not null);
create table pictures (id int primary key, title text not null, url text not null, width int not null, height int not null);
create table people (id int primary key, name text not null, role text not null);
create table topics (id int primary key, slug text not null unique, name text not null);

create table platforms (
  id int primary key,
  slug text not null unique,
  latin_name text not null,
  arabic_name text not null,
  aliases text[] not null,
  kind text not null,
  tagline text not null,
  description text not null,
  features text[] not null,
  website text not null,
  logo_id int references pictures,
  brand_color text not null,
  post_length_limit int,
  launch_year int
);

create table articles (
  id int primary key,
  path text not null unique,
  title text not null,
  summary text not null,
  date date not null,
  lead text not null,
  hero_image_id int references pictures,
  words tsvector generated always as (
    setweight(to_tsvector('arabic', title), 'A') || to_tsvector('arabic', summary || ' ' || lead)
  ) stored
);
create index on articles (date);
create index on articles using gin (words);
comment on column articles.words is '@behavior -*';

create table article_people (
  article_id int references articles,
  person_id int references people,
  primary key (article_id, person_id)
);
create table article_topics (
  article_id int references articles,
  topic_id int references topics,
  primary key (article_id, topic_id)
);

create table sections (
  id int primary key,
  article_id int not null references articles,
  path text not null unique,
  title text not null,
  kind text not null
);
create index on sections (article_id);

create table section_mentions (
  section_id int references sections,
  platform_id int references platforms,
  primary key (section_id, platform_id)
);

create table blocks (
  section_id int references sections,
  position int,
  type text not null,
  text text,
  level text,
  title text,
  prose text,
  attribution text,
  tone text,
  display_name text,
  caption text,
  platform_id int references platforms,
  page_id int references articles,
  image_id int references pictures,
  primary key (section_id, position)
);
comment on table blocks is $$
@interface mode:single type:type
@type paragraph name:ParagraphBlock attributes:prose
@type heading name:HeadingBlock attributes:text,level
@type point name:PointBlock attributes:title,prose
@type platform name:PlatformBlock attributes:display_name,platform_id,prose
@type read_also name:ReadAlsoBlock attributes:text,page_id
@type summary name:SummaryBlock attributes:prose
@type quote name:QuoteBlock attributes:text,attribution
@type callout name:CalloutBlock attributes:tone,title,prose
@type image name:ImageBlock attributes:image_id,caption
$$;

create function search(query text) returns setof articles stable language sql as $$
  select articles.* from articles, websearch_to_tsquery('arabic', query) as wanted
  where words @@ wanted
  order by ts_rank(words, wanted) desc
$$;
