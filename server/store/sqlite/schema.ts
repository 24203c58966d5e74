/**
 * Each migration runs once, in one transaction, and leaves `user_version` at its number. They are never changed once released.
 * Times are milliseconds; what is only read back whole is JSON in `row`, and columns beside it are what queries need.
 */
export const migrations: readonly string[] = [
  `
  create table meta (key text primary key, value text not null) strict, without rowid;

  create table entry (
    discussion_id text not null, seq integer not null, command_id text not null, actor_id text not null,
    hash text not null, at integer not null, events text not null,
    primary key (discussion_id, seq)
  ) strict, without rowid;
  create unique index entry_command on entry (discussion_id, actor_id, command_id);

  create table text (
    id text primary key, discussion_id text not null, body text not null, at integer not null
  ) strict;

  create table registration (
    id text primary key, slug text not null, created_by text not null, command_id text not null,
    created_at integer not null, unique (created_by, command_id)
  ) strict, without rowid;
  create table slug (slug text primary key, discussion_id text not null) strict, without rowid;

  create table projection (
    discussion_id text primary key, up_to integer not null
  ) strict, without rowid;
  create table discussion (
    id text primary key, seq integer not null, phase text not null, created_at integer not null,
    row text not null
  ) strict, without rowid;
  create index discussion_all on discussion (created_at, id);
  create index discussion_listed on discussion (created_at, id) where phase <> 'draft';
  create table question (
    discussion_id text not null, id text not null, seq integer not null, row text not null,
    primary key (discussion_id, id)
  ) strict, without rowid;
  create table counts (
    discussion_id text not null, question_id text not null, seq integer not null, posts integer not null,
    primary key (discussion_id, question_id)
  ) strict, without rowid;
  create table member (
    discussion_id text not null, user_id text not null, seq integer not null, row text not null,
    primary key (discussion_id, user_id)
  ) strict, without rowid;

  create table post (
    discussion_id text not null, "order" integer not null, id text not null, question_id text not null,
    author_id text not null, published integer not null, public integer not null, pinned integer,
    seq integer not null, row text not null,
    primary key (discussion_id, "order")
  ) strict, without rowid;
  create unique index post_id on post (id);
  create index post_question on post (discussion_id, question_id, "order");
  create index post_public on post (discussion_id, question_id, "order") where public = 1;
  create index post_pinned on post (discussion_id, question_id, pinned) where pinned is not null;
  create index post_unpublished on post (discussion_id, author_id, "order") where published = 0;
  create table support (
    post_id text primary key, discussion_id text not null, agree integer not null,
    disagree integer not null, pass integer not null
  ) strict, without rowid;
  create index support_discussion on support (discussion_id, post_id);

  create table account (
    id text primary key, email text unique, name_key text unique, admin integer not null,
    version integer not null, row text not null
  ) strict;
  create index account_admin on account (id) where admin = 1;
  create table session (
    id text primary key, user_id text not null, token_hash text not null, previous_hash text,
    ended_at integer, version integer not null, row text not null
  ) strict;
  create index session_user on session (user_id);
  create index session_token on session (token_hash);
  create index session_previous on session (previous_hash) where previous_hash is not null;
  create index session_ended on session (ended_at) where ended_at is not null;
  create table link (
    token_hash text primary key, version integer not null, row text not null
  ) strict, without rowid;
  `,
  `
  create table indexed (
    id integer primary key, post_id text not null unique, discussion_id text not null, seq integer not null
  ) strict;
  create table index_level (discussion_id text primary key, level integer not null) strict, without rowid;
  create virtual table words using fts5 (
    folded, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'", prefix = '2 3'
  );
  create table vote (
    discussion_id text not null, post_id text not null, user_id text not null,
    primary key (discussion_id, post_id, user_id)
  ) strict, without rowid;
  create index vote_post on vote (post_id);
  create index vote_person on vote (discussion_id, user_id);
  `,
  `
  create table mark (
    discussion_id text not null, user_id text not null, seq integer not null,
    primary key (discussion_id, user_id)
  ) strict, without rowid;
  `,
  `
  create table draft (
    discussion_id text not null, user_id text not null, place text not null, version integer not null,
    row text not null, primary key (discussion_id, user_id, place)
  ) strict, without rowid;
  `,
  `
  create table impression (
    discussion_id text not null, post_id text not null, hour integer not null, count integer not null,
    primary key (discussion_id, post_id, hour)
  ) strict, without rowid;
  create table impression_total (
    discussion_id text not null, post_id text not null, count integer not null,
    primary key (discussion_id, post_id)
  ) strict, without rowid;
  `,
  `
  create table space (
    id text primary key, slug text not null unique, created_by text not null, command_id text not null,
    version integer not null, row text not null, unique (created_by, command_id)
  ) strict, without rowid;
  create table listing (
    space_id text not null, discussion_id text not null, primary key (space_id, discussion_id)
  ) strict, without rowid;
  create index listing_discussion on listing (discussion_id, space_id);
  create index discussion_template on discussion (created_at, id) where json_extract(row, '$.template') = 1;
  `,
  `
  create table file (
    id text primary key, discussion_id text not null, owner_id text not null, received integer not null,
    kept integer not null, at integer not null, row text not null
  ) strict, without rowid;
  create index file_discussion on file (discussion_id, id);
  create index file_loose on file (at) where kept = 0;
  create index file_loose_owner on file (discussion_id, owner_id) where kept = 0;
  create table piece (
    file_id text not null, begins integer not null, bytes blob not null, primary key (file_id, begins)
  ) strict;
  `,
  `
  create table contact (
    discussion_id text not null, user_id text not null, consented_at integer not null, text_id text not null,
    primary key (discussion_id, user_id)
  ) strict, without rowid;
  create table contact_export (
    id text primary key, discussion_id text not null, by text not null, at integer not null,
    contacts integer not null, reason text not null
  ) strict, without rowid;
  create index contact_export_discussion on contact_export (discussion_id, id);
  `,
  `
  create table contact_give (
    discussion_id text not null, user_id text not null, command_id text not null,
    primary key (discussion_id, user_id, command_id)
  ) strict, without rowid;
  create index contact_user on contact (user_id, discussion_id);
  `,
];
