-- Generated from the migrations by `python -m migrations`; a test holds the two together.

create table audit_entry (
    entry_id integer primary key,          -- 1, 2, 3, … without a gap
    at text not null,
    actor text not null,                   -- 'staff:3', 'patient:12', 'system:command line'
    act text not null,                     -- 'answer.record'
    patient_id integer,                    -- whom it is about, if anyone
    sitting_id integer,
    reason text,
    rows_hash text not null,               -- SHA-256 over the rows added under this entry
    chain text not null                    -- HMAC-SHA-256 over the previous link and this entry; the key is not here
) strict;
create index audit_entry_by_patient on audit_entry (patient_id, entry_id);
create trigger audit_entry_never_changes before update on audit_entry begin select raise(abort, 'audit_entry is append-only'); end;
create trigger audit_entry_never_goes before delete on audit_entry begin select raise(abort, 'audit_entry is append-only'); end;

create table document (                    -- every data file ever used, kept by its content
    document_id integer primary key,
    hash text not null unique,             -- SHA-256 of body
    kind text not null check (kind in ('study', 'definition', 'wording')),
    name text not null,                    -- 'phq9@1', 'phq9.en', 'MSC-1@1'
    body text not null,                    -- canonical JSON
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index document_by_entry on document (entry_id);
create trigger document_never_changes before update on document begin select raise(abort, 'document is append-only'); end;
create trigger document_never_goes before delete on document begin select raise(abort, 'document is append-only'); end;
create index document_by_name on document (name, document_id);

create table study_version (               -- the newest row is the study in force
    study_version_id integer primary key,
    document_hash text not null references document (hash),
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index study_version_by_entry on study_version (entry_id);
create trigger study_version_never_changes before update on study_version begin select raise(abort, 'study_version is append-only'); end;
create trigger study_version_never_goes before delete on study_version begin select raise(abort, 'study_version is append-only'); end;

create table site (
    site_id integer primary key,
    code text not null unique,
    name text not null,
    time_zone text not null,               -- IANA name
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index site_by_entry on site (entry_id);
create trigger site_never_changes before update on site begin select raise(abort, 'site is append-only'); end;
create trigger site_never_goes before delete on site begin select raise(abort, 'site is append-only'); end;

create table staff (
    staff_id integer primary key,
    username text not null unique collate nocase,
    name text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index staff_by_entry on staff (entry_id);
create trigger staff_never_changes before update on staff begin select raise(abort, 'staff is append-only'); end;
create trigger staff_never_goes before delete on staff begin select raise(abort, 'staff is append-only'); end;

create table staff_password (              -- the newest row per person counts
    staff_password_id integer primary key,
    staff_id integer not null references staff,
    hash text not null,                    -- argon2id
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index staff_password_by_staff on staff_password (staff_id, staff_password_id);
create index staff_password_by_entry on staff_password (entry_id);
create trigger staff_password_never_changes before update on staff_password begin select raise(abort, 'staff_password is append-only'); end;
create trigger staff_password_never_goes before delete on staff_password begin select raise(abort, 'staff_password is append-only'); end;

create table staff_grant (                 -- the newest row per person, role and site counts
    staff_grant_id integer primary key,
    staff_id integer not null references staff,
    role text not null check (role in ('coordinator', 'investigator', 'monitor', 'administrator')),
    site_id integer not null references site,
    is_granted integer not null check (is_granted in (0, 1)),
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index staff_grant_by_staff on staff_grant (staff_id, staff_grant_id);
create index staff_grant_by_entry on staff_grant (entry_id);
create trigger staff_grant_never_changes before update on staff_grant begin select raise(abort, 'staff_grant is append-only'); end;
create trigger staff_grant_never_goes before delete on staff_grant begin select raise(abort, 'staff_grant is append-only'); end;

create table invitation (                  -- a one-time link to choose a password
    invitation_id integer primary key,
    staff_id integer not null references staff,
    token_hash text not null unique,       -- SHA-256 of the token in the link
    expires_at text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index invitation_by_entry on invitation (entry_id);
create trigger invitation_never_changes before update on invitation begin select raise(abort, 'invitation is append-only'); end;
create trigger invitation_never_goes before delete on invitation begin select raise(abort, 'invitation is append-only'); end;

create table invitation_use (
    invitation_id integer primary key references invitation,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index invitation_use_by_entry on invitation_use (entry_id);
create trigger invitation_use_never_changes before update on invitation_use begin select raise(abort, 'invitation_use is append-only'); end;
create trigger invitation_use_never_goes before delete on invitation_use begin select raise(abort, 'invitation_use is append-only'); end;

create table sign_in_refusal (             -- for the pause after repeated failures
    sign_in_refusal_id integer primary key,
    username text not null collate nocase,
    at text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index sign_in_refusal_by_username on sign_in_refusal (username, at);
create index sign_in_refusal_by_entry on sign_in_refusal (entry_id);
create trigger sign_in_refusal_never_changes before update on sign_in_refusal begin select raise(abort, 'sign_in_refusal is append-only'); end;
create trigger sign_in_refusal_never_goes before delete on sign_in_refusal begin select raise(abort, 'sign_in_refusal is append-only'); end;

create table patient (
    patient_id integer primary key,
    site_id integer not null references site,
    code text not null unique,             -- a study code, never a name
    disease text not null check (disease in ('SPMS', 'PPMS')),
    locale text not null,
    arm text,
    enrolled_on text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index patient_by_site on patient (site_id, code);
create index patient_by_entry on patient (entry_id);
create trigger patient_never_changes before update on patient begin select raise(abort, 'patient is append-only'); end;
create trigger patient_never_goes before delete on patient begin select raise(abort, 'patient is append-only'); end;

create table anchor (                      -- dated facts visits hang on; the newest row per name counts
    anchor_id integer primary key,
    patient_id integer not null references patient,
    name text not null check (name in ('consent', 'injection')),
    on_date text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index anchor_by_patient on anchor (patient_id, name, anchor_id);
create index anchor_by_entry on anchor (entry_id);
create trigger anchor_never_changes before update on anchor begin select raise(abort, 'anchor is append-only'); end;
create trigger anchor_never_goes before delete on anchor begin select raise(abort, 'anchor is append-only'); end;

create table session (                     -- a signed-in member of staff, or a tablet handed to a patient
    session_id integer primary key,
    token_hash text not null unique,       -- SHA-256 of the token in the cookie
    kind text not null check (kind in ('staff', 'tablet')),
    staff_id integer not null references staff,      -- who signed in, or who handed the tablet over
    patient_id integer references patient,           -- tablet only
    visit text,                                      -- tablet only
    opened_at text not null,
    expires_at text not null,
    entry_id integer not null references audit_entry deferrable initially deferred, tablet_id integer references tablet, is_by_pin integer check (is_by_pin in (1)),
    check ((kind = 'tablet') = (patient_id is not null)),
    check ((kind = 'tablet') = (visit is not null))
) strict;
create index session_by_patient on session (patient_id, session_id);
create index session_by_entry on session (entry_id);
create trigger session_never_changes before update on session begin select raise(abort, 'session is append-only'); end;
create trigger session_never_goes before delete on session begin select raise(abort, 'session is append-only'); end;
create index session_by_tablet on session (tablet_id, session_id);

create table session_confirmation (        -- the patient confirmed code and visit
    session_id integer primary key references session,
    at text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index session_confirmation_by_entry on session_confirmation (entry_id);
create trigger session_confirmation_never_changes before update on session_confirmation begin select raise(abort, 'session_confirmation is append-only'); end;
create trigger session_confirmation_never_goes before delete on session_confirmation begin select raise(abort, 'session_confirmation is append-only'); end;

create table session_end (
    session_id integer primary key references session,
    at text not null,
    why text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index session_end_by_entry on session_end (entry_id);
create trigger session_end_never_changes before update on session_end begin select raise(abort, 'session_end is append-only'); end;
create trigger session_end_never_goes before delete on session_end begin select raise(abort, 'session_end is append-only'); end;

create table sitting_event (
    sitting_event_id integer primary key,
    sitting_id integer not null references sitting,
    kind text not null check (kind in ('break', 'resumed', 'sent')),
    at text not null,
    actor text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index sitting_event_by_sitting on sitting_event (sitting_id, kind, at);
create index sitting_event_by_entry on sitting_event (entry_id);
create trigger sitting_event_never_changes before update on sitting_event begin select raise(abort, 'sitting_event is append-only'); end;
create trigger sitting_event_never_goes before delete on sitting_event begin select raise(abort, 'sitting_event is append-only'); end;

create table answer (                      -- one answer is one row; the newest per item is the current one
    answer_id integer primary key,
    sitting_id integer not null references sitting,
    item text not null,
    value any,                             -- the code; null exactly when declined
    is_declined integer not null check (is_declined in (0, 1)),
    key text not null,                     -- the page's idempotency key
    at text not null,
    actor text not null,
    entry_id integer not null references audit_entry deferrable initially deferred,
    check ((value is null) = is_declined)
) strict;
create index answer_by_sitting on answer (sitting_id, answer_id);
create unique index answer_once on answer (sitting_id, item, key, coalesce(value, ''));
create index answer_by_entry on answer (entry_id);
create trigger answer_never_changes before update on answer begin select raise(abort, 'answer is append-only'); end;
create trigger answer_never_goes before delete on answer begin select raise(abort, 'answer is append-only'); end;

create table score (                       -- kept with the instrument and rule it came from; the newest per scale counts
    score_id integer primary key,
    sitting_id integer not null references sitting,
    scale text not null,
    value real,                            -- null exactly when not scorable
    status text not null check (status in ('complete', 'prorated', 'not_scorable')),
    answered integer not null,
    of_items integer not null,
    band text,
    rule text not null,
    reason text,
    definition_hash text not null references document (hash),
    entry_id integer not null references audit_entry deferrable initially deferred, standard_error real, wording_hash text references document (hash),
    check ((value is null) = (status = 'not_scorable'))
) strict;
create index score_by_sitting on score (sitting_id, scale, score_id, value, status);
create index score_by_entry on score (entry_id);
create trigger score_never_changes before update on score begin select raise(abort, 'score is append-only'); end;
create trigger score_never_goes before delete on score begin select raise(abort, 'score is append-only'); end;

create table alert (                       -- a dangerous answer, stored with the answer
    alert_id integer primary key,
    patient_id integer not null references patient,
    sitting_id integer not null references sitting,
    answer_id integer not null references answer,
    rule text not null,
    raised_at text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index alert_by_patient on alert (patient_id, alert_id);
create index alert_by_sitting on alert (sitting_id, alert_id);
create index alert_by_entry on alert (entry_id);
create trigger alert_never_changes before update on alert begin select raise(abort, 'alert is append-only'); end;
create trigger alert_never_goes before delete on alert begin select raise(abort, 'alert is append-only'); end;

create table alert_reading (               -- the patient has read whom to call
    alert_id integer primary key references alert,
    at text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index alert_reading_by_entry on alert_reading (entry_id);
create trigger alert_reading_never_changes before update on alert_reading begin select raise(abort, 'alert_reading is append-only'); end;
create trigger alert_reading_never_goes before delete on alert_reading begin select raise(abort, 'alert_reading is append-only'); end;

create table alert_signature (             -- a member of staff has taken charge
    alert_id integer primary key references alert,
    staff_id integer not null references staff,
    at text not null,
    note text not null,                    -- what was done
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index alert_signature_by_entry on alert_signature (entry_id);
create trigger alert_signature_never_changes before update on alert_signature begin select raise(abort, 'alert_signature is append-only'); end;
create trigger alert_signature_never_goes before delete on alert_signature begin select raise(abort, 'alert_signature is append-only'); end;

create table report_print (
    report_print_id integer primary key,
    patient_id integer not null references patient,
    record_hash text not null,
    sha256 text not null,                  -- of the file handed out
    at text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index report_print_by_entry on report_print (entry_id);
create trigger report_print_never_changes before update on report_print begin select raise(abort, 'report_print is append-only'); end;
create trigger report_print_never_goes before delete on report_print begin select raise(abort, 'report_print is append-only'); end;

create view current_answer as
    select * from answer as a
    where answer_id = (select max(answer_id) from answer as b where b.sitting_id = a.sitting_id and b.item = a.item);

create view current_score as
    select * from score as a
    where score_id = (select max(score_id) from score as b where b.sitting_id = a.sitting_id and b.scale = a.scale);

create view current_anchor as
    select * from anchor as a
    where anchor_id = (select max(anchor_id) from anchor as b where b.patient_id = a.patient_id and b.name = a.name);

create view open_alert as
    select * from alert where not exists (select 1 from alert_signature as s where s.alert_id = alert.alert_id);

create table certificate (                 -- of linguistic validation, for example: the very file that was handed in
    certificate_id integer primary key,
    sha256 text not null unique,           -- of body
    name text not null,                    -- as the file was called
    body blob not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index certificate_by_entry on certificate (entry_id);
create trigger certificate_never_changes before update on certificate begin select raise(abort, 'certificate is append-only'); end;
create trigger certificate_never_goes before delete on certificate begin select raise(abort, 'certificate is append-only'); end;

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
create index wording_loading_by_entry on wording_loading (entry_id);
create trigger wording_loading_never_changes before update on wording_loading begin select raise(abort, 'wording_loading is append-only'); end;
create trigger wording_loading_never_goes before delete on wording_loading begin select raise(abort, 'wording_loading is append-only'); end;

create table pack_loading (                -- item parameters, value sets; the newest row per kind and name is in force
    pack_loading_id integer primary key,
    kind text not null check (kind in ('item_parameters', 'value_set')),
    name text not null,
    version text not null,
    hash text not null,                    -- SHA-256 of body
    body text not null,                    -- canonical JSON
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index pack_loading_by_entry on pack_loading (entry_id);
create trigger pack_loading_never_changes before update on pack_loading begin select raise(abort, 'pack_loading is append-only'); end;
create trigger pack_loading_never_goes before delete on pack_loading begin select raise(abort, 'pack_loading is append-only'); end;

create table definition_release (          -- definitions the site added; a version is released once and never changes
    definition_release_id integer primary key,
    instrument text not null,
    version integer not null,
    document_hash text not null references document (hash),
    entry_id integer not null references audit_entry deferrable initially deferred,
    unique (instrument, version)
) strict;
create index definition_release_by_entry on definition_release (entry_id);
create trigger definition_release_never_changes before update on definition_release begin select raise(abort, 'definition_release is append-only'); end;
create trigger definition_release_never_goes before delete on definition_release begin select raise(abort, 'definition_release is append-only'); end;

create table adaptive_step (
    adaptive_step_id integer primary key,
    sitting_id integer not null references sitting,
    answer_id integer references answer,   -- the newest answer it was chosen after; null at the beginning
    position integer not null,             -- 1, 2, 3, …: which item of the path was chosen; one behind the last at the end
    item text,                             -- null where nothing more is asked
    theta real not null,                   -- the estimate, in standard deviations of the reference population
    standard_error real not null,
    entry_id integer not null references audit_entry deferrable initially deferred,
    unique (sitting_id, answer_id)
) strict;
create index adaptive_step_by_entry on adaptive_step (entry_id);
create trigger adaptive_step_never_changes before update on adaptive_step begin select raise(abort, 'adaptive_step is append-only'); end;
create trigger adaptive_step_never_goes before delete on adaptive_step begin select raise(abort, 'adaptive_step is append-only'); end;

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
create index comfort_by_patient on comfort (patient_id, comfort_id);
create index comfort_by_entry on comfort (entry_id);
create trigger comfort_never_changes before update on comfort begin select raise(abort, 'comfort is append-only'); end;
create trigger comfort_never_goes before delete on comfort begin select raise(abort, 'comfort is append-only'); end;

create table sitting_comfort (             -- from `at` on, the sitting was read with these settings
    sitting_comfort_id integer primary key,
    sitting_id integer not null references sitting,
    comfort_id integer references comfort, -- null: none chosen yet, so those every tablet begins with
    at text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index sitting_comfort_by_sitting on sitting_comfort (sitting_id, sitting_comfort_id);
create index sitting_comfort_by_entry on sitting_comfort (entry_id);
create trigger sitting_comfort_never_changes before update on sitting_comfort begin select raise(abort, 'sitting_comfort is append-only'); end;
create trigger sitting_comfort_never_goes before delete on sitting_comfort begin select raise(abort, 'sitting_comfort is append-only'); end;

create table reading_aloud (               -- a voice of the tablet's own began to read an item
    reading_aloud_id integer primary key,
    sitting_id integer not null references sitting,
    item text not null,
    voice text not null,                   -- as the tablet calls it
    at text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index reading_aloud_by_sitting on reading_aloud (sitting_id, reading_aloud_id);
create index reading_aloud_by_entry on reading_aloud (entry_id);
create trigger reading_aloud_never_changes before update on reading_aloud begin select raise(abort, 'reading_aloud is append-only'); end;
create trigger reading_aloud_never_goes before delete on reading_aloud begin select raise(abort, 'reading_aloud is append-only'); end;

create table tablet (                      -- a device that a site enrolled
    tablet_id integer primary key,
    site_id integer not null references site,
    name text not null,                    -- 'Tablet 3'
    token_hash text not null unique,       -- SHA-256 of the token in the device's own cookie
    enrolled_at text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index tablet_by_entry on tablet (entry_id);
create trigger tablet_never_changes before update on tablet begin select raise(abort, 'tablet is append-only'); end;
create trigger tablet_never_goes before delete on tablet begin select raise(abort, 'tablet is append-only'); end;

create table tablet_revocation (           -- from then on the device opens nothing; the entry says why
    tablet_id integer primary key references tablet,
    at text not null,
    reason text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index tablet_revocation_by_entry on tablet_revocation (entry_id);
create trigger tablet_revocation_never_changes before update on tablet_revocation begin select raise(abort, 'tablet_revocation is append-only'); end;
create trigger tablet_revocation_never_goes before delete on tablet_revocation begin select raise(abort, 'tablet_revocation is append-only'); end;

create table staff_pin (                   -- the newest row per person counts
    staff_pin_id integer primary key,
    staff_id integer not null references staff,
    hash text not null,                    -- argon2id
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index staff_pin_by_staff on staff_pin (staff_id, staff_pin_id);
create index staff_pin_by_entry on staff_pin (entry_id);
create trigger staff_pin_never_changes before update on staff_pin begin select raise(abort, 'staff_pin is append-only'); end;
create trigger staff_pin_never_goes before delete on staff_pin begin select raise(abort, 'staff_pin is append-only'); end;

create table pin_refusal (                 -- for the lock of one person on one tablet after repeated failures
    pin_refusal_id integer primary key,
    staff_id integer not null references staff,
    tablet_id integer not null references tablet,
    at text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index pin_refusal_by_staff on pin_refusal (staff_id, tablet_id, entry_id);
create index pin_refusal_by_entry on pin_refusal (entry_id);
create trigger pin_refusal_never_changes before update on pin_refusal begin select raise(abort, 'pin_refusal is append-only'); end;
create trigger pin_refusal_never_goes before delete on pin_refusal begin select raise(abort, 'pin_refusal is append-only'); end;

create table sitting_voiding (             -- quarantined: kept whole, counted nowhere
    sitting_id integer primary key references sitting,
    staff_id integer not null references staff,
    at text not null,
    reason text not null,
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index sitting_voiding_by_entry on sitting_voiding (entry_id);
create trigger sitting_voiding_never_changes before update on sitting_voiding begin select raise(abort, 'sitting_voiding is append-only'); end;
create trigger sitting_voiding_never_goes before delete on sitting_voiding begin select raise(abort, 'sitting_voiding is append-only'); end;

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
create unique index sitting_once on sitting (patient_id, visit, instrument, coalesce(replaces, 0));
create index sitting_by_entry on sitting (entry_id);
create trigger sitting_replaces_only_a_void_one before insert on sitting
    when new.replaces is not null and not exists (
        select 1 from sitting as s join sitting_voiding using (sitting_id) where s.sitting_id = new.replaces
            and s.patient_id = new.patient_id and s.visit = new.visit and s.instrument = new.instrument)
    begin select raise(abort, 'a sitting replaces only a void one of the same patient, visit and instrument'); end;
create trigger sitting_never_changes before update on sitting begin select raise(abort, 'sitting is append-only'); end;
create trigger sitting_never_goes before delete on sitting begin select raise(abort, 'sitting is append-only'); end;

create table staff_language (              -- the newest row per person counts
    staff_language_id integer primary key,
    staff_id integer not null references staff,
    language text not null,                -- 'fr': one that the interface speaks
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index staff_language_by_staff on staff_language (staff_id, staff_language_id);
create index staff_language_by_entry on staff_language (entry_id);
create trigger staff_language_never_changes before update on staff_language begin select raise(abort, 'staff_language is append-only'); end;
create trigger staff_language_never_goes before delete on staff_language begin select raise(abort, 'staff_language is append-only'); end;

create table patient_locale (              -- the newest row stands in the place of patient.locale
    patient_locale_id integer primary key,
    patient_id integer not null references patient,
    locale text not null,                  -- of the questionnaires that begin from then on; the entry says why
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;
create index patient_locale_by_patient on patient_locale (patient_id, patient_locale_id);
create index patient_locale_by_entry on patient_locale (entry_id);
create trigger patient_locale_never_changes before update on patient_locale begin select raise(abort, 'patient_locale is append-only'); end;
create trigger patient_locale_never_goes before delete on patient_locale begin select raise(abort, 'patient_locale is append-only'); end;
