-- One hand-over: enrolled tablets, a PIN for staff, and sittings that were opened for the wrong patient.
-- A sitting is made void, never removed or moved; only then another may stand in its place. That takes a column
-- and another uniqueness than sitting had, so the table is made anew, every row as it was.

create table tablet (                      -- a device that a site enrolled
    tablet_id integer primary key,
    site_id integer not null references site,
    name text not null,                    -- 'Tablet 3'
    token_hash text not null unique,       -- SHA-256 of the token in the device's own cookie
    enrolled_at text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;

create table tablet_revocation (           -- from then on the device opens nothing; the entry says why
    tablet_id integer primary key references tablet,
    at text not null,
    reason text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;

alter table session add column tablet_id integer references tablet;            -- the enrolled device it is bound to
alter table session add column is_by_pin integer check (is_by_pin in (1));     -- opened by PIN, for hand-over alone

create table staff_pin (                   -- the newest row per person counts
    staff_pin_id integer primary key,
    staff_id integer not null references staff,
    hash text not null,                    -- argon2id
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;

create table pin_refusal (                 -- for the lock of one person on one tablet after repeated failures
    pin_refusal_id integer primary key,
    staff_id integer not null references staff,
    tablet_id integer not null references tablet,
    at text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;

create table sitting_voiding (             -- quarantined: kept whole, counted nowhere
    sitting_id integer primary key references sitting,
    staff_id integer not null references staff,
    at text not null,
    reason text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;

pragma defer_foreign_keys = 1;
create temporary table kept as select * from sitting;
drop table sitting;

create table sitting (                     -- one patient, one instrument, one visit, one time
    sitting_id integer primary key,
    patient_id integer not null references patient,
    visit text not null,
    instrument text not null,
    definition_hash text not null references document (hash),
    wording_hash text not null references document (hash),
    study_hash text not null references document (hash),
    locale text not null,
    begun_at text not null,
    replaces integer references sitting,   -- the void sitting in whose place it stands; null for a first one
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;

insert into sitting (sitting_id, patient_id, visit, instrument, definition_hash, wording_hash, study_hash, locale, begun_at, entry_id)
    select sitting_id, patient_id, visit, instrument, definition_hash, wording_hash, study_hash, locale, begun_at, entry_id
    from kept order by sitting_id;
drop table kept;

create unique index sitting_once on sitting (patient_id, visit, instrument, coalesce(replaces, 0));
create index sitting_by_entry on sitting (entry_id);
create index session_by_tablet on session (tablet_id, session_id);
create index staff_pin_by_staff on staff_pin (staff_id, staff_pin_id);
create index pin_refusal_by_staff on pin_refusal (staff_id, tablet_id, entry_id);
create index tablet_by_entry on tablet (entry_id);
create index tablet_revocation_by_entry on tablet_revocation (entry_id);
create index staff_pin_by_entry on staff_pin (entry_id);
create index pin_refusal_by_entry on pin_refusal (entry_id);
create index sitting_voiding_by_entry on sitting_voiding (entry_id);

create trigger sitting_replaces_only_a_void_one before insert on sitting
    when new.replaces is not null and not exists (
        select 1 from sitting as s join sitting_voiding using (sitting_id) where s.sitting_id = new.replaces
            and s.patient_id = new.patient_id and s.visit = new.visit and s.instrument = new.instrument)
    begin select raise(abort, 'a sitting replaces only a void one of the same patient, visit and instrument'); end;
create trigger sitting_never_changes before update on sitting begin select raise(abort, 'sitting is append-only'); end;
create trigger sitting_never_goes before delete on sitting begin select raise(abort, 'sitting is append-only'); end;
create trigger tablet_never_changes before update on tablet begin select raise(abort, 'tablet is append-only'); end;
create trigger tablet_never_goes before delete on tablet begin select raise(abort, 'tablet is append-only'); end;
create trigger tablet_revocation_never_changes before update on tablet_revocation begin select raise(abort, 'tablet_revocation is append-only'); end;
create trigger tablet_revocation_never_goes before delete on tablet_revocation begin select raise(abort, 'tablet_revocation is append-only'); end;
create trigger staff_pin_never_changes before update on staff_pin begin select raise(abort, 'staff_pin is append-only'); end;
create trigger staff_pin_never_goes before delete on staff_pin begin select raise(abort, 'staff_pin is append-only'); end;
create trigger pin_refusal_never_changes before update on pin_refusal begin select raise(abort, 'pin_refusal is append-only'); end;
create trigger pin_refusal_never_goes before delete on pin_refusal begin select raise(abort, 'pin_refusal is append-only'); end;
create trigger sitting_voiding_never_changes before update on sitting_voiding begin select raise(abort, 'sitting_voiding is append-only'); end;
create trigger sitting_voiding_never_goes before delete on sitting_voiding begin select raise(abort, 'sitting_voiding is append-only'); end;
