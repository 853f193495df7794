-- The library becomes the instance's own: licensed words, data packs and definitions that the site brings in.
-- A score also keeps its standard error and the words the patient read.

alter table score add column standard_error real;              -- in the scale's units, where its rule yields one
alter table score add column wording_hash text references document (hash);

create table certificate (                 -- of linguistic validation, for example: the very file that was handed in
    certificate_id integer primary key,
    sha256 text not null unique,           -- of body
    name text not null,                    -- as the file was called
    body blob not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;

create table wording_loading (             -- the newest row per instrument, version and locale is in force
    wording_loading_id integer primary key,
    instrument text not null,
    instrument_version integer not null,
    locale text not null,
    document_hash text not null references document (hash),
    translator text,
    released_on text,                      -- when the owner released these words
    certificate text,                      -- what certifies them, in words
    certificate_sha256 text references certificate (sha256),
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;

create table pack_loading (                -- item parameters, value sets; the newest row per kind and name is in force
    pack_loading_id integer primary key,
    kind text not null check (kind in ('item_parameters', 'value_set')),
    name text not null,
    version text not null,
    hash text not null,                    -- SHA-256 of body
    body text not null,                    -- canonical JSON
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;

create table definition_release (          -- definitions the site added; a version is released once and never changes
    definition_release_id integer primary key,
    instrument text not null,
    version integer not null,
    document_hash text not null references document (hash),
    entry_id integer not null references audit_entry deferrable initially deferred,
    unique (instrument, version)
) strict;

create index document_by_name on document (name, document_id);
create index certificate_by_entry on certificate (entry_id);
create index wording_loading_by_entry on wording_loading (entry_id);
create index pack_loading_by_entry on pack_loading (entry_id);
create index definition_release_by_entry on definition_release (entry_id);

create trigger certificate_never_changes before update on certificate begin select raise(abort, 'certificate is append-only'); end;
create trigger certificate_never_goes before delete on certificate begin select raise(abort, 'certificate is append-only'); end;
create trigger wording_loading_never_changes before update on wording_loading begin select raise(abort, 'wording_loading is append-only'); end;
create trigger wording_loading_never_goes before delete on wording_loading begin select raise(abort, 'wording_loading is append-only'); end;
create trigger pack_loading_never_changes before update on pack_loading begin select raise(abort, 'pack_loading is append-only'); end;
create trigger pack_loading_never_goes before delete on pack_loading begin select raise(abort, 'pack_loading is append-only'); end;
create trigger definition_release_never_changes before update on definition_release begin select raise(abort, 'definition_release is append-only'); end;
create trigger definition_release_never_goes before delete on definition_release begin select raise(abort, 'definition_release is append-only'); end;
