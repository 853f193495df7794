-- How a patient likes to read: kept per patient, recorded per sitting, and when words were read aloud.

create table comfort (                     -- the newest row per patient is applied, at the next visit too
    comfort_id integer primary key,
    patient_id integer not null references patient,
    text_size text not null check (text_size in ('normal', 'large', 'larger', 'largest')),
    theme text not null check (theme in ('device', 'light', 'dark', 'yellow')),
    hands text not null check (hands in ('usual', 'steady')),
    letters text not null check (letters in ('clear', 'plain')),
    reads_aloud integer not null check (reads_aloud in (0, 1)),
    at text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;

create table sitting_comfort (             -- from `at` on, the sitting was read with these settings
    sitting_comfort_id integer primary key,
    sitting_id integer not null references sitting,
    comfort_id integer references comfort, -- null: none chosen yet, so those every tablet begins with
    at text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;

create table reading_aloud (               -- a voice of the tablet's own began to read an item
    reading_aloud_id integer primary key,
    sitting_id integer not null references sitting,
    item text not null,
    voice text not null,                   -- as the tablet calls it
    at text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;

create index comfort_by_patient on comfort (patient_id, comfort_id);
create index comfort_by_entry on comfort (entry_id);
create index sitting_comfort_by_sitting on sitting_comfort (sitting_id, sitting_comfort_id);
create index sitting_comfort_by_entry on sitting_comfort (entry_id);
create index reading_aloud_by_sitting on reading_aloud (sitting_id, reading_aloud_id);
create index reading_aloud_by_entry on reading_aloud (entry_id);

create trigger comfort_never_changes before update on comfort begin select raise(abort, 'comfort is append-only'); end;
create trigger comfort_never_goes before delete on comfort begin select raise(abort, 'comfort is append-only'); end;
create trigger sitting_comfort_never_changes before update on sitting_comfort begin select raise(abort, 'sitting_comfort is append-only'); end;
create trigger sitting_comfort_never_goes before delete on sitting_comfort begin select raise(abort, 'sitting_comfort is append-only'); end;
create trigger reading_aloud_never_changes before update on reading_aloud begin select raise(abort, 'reading_aloud is append-only'); end;
create trigger reading_aloud_never_goes before delete on reading_aloud begin select raise(abort, 'reading_aloud is append-only'); end;
