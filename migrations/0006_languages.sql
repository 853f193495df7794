-- Who reads the interface in which language, and a patient's language when it changes after enrolment.

create table staff_language (              -- the newest row per person counts
    staff_language_id integer primary key,
    staff_id integer not null references staff,
    language text not null,                -- 'fr': one that the interface speaks
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;

create table patient_locale (              -- the newest row stands in the place of patient.locale
    patient_locale_id integer primary key,
    patient_id integer not null references patient,
    locale text not null,                  -- of the questionnaires that begin from then on; the entry says why
    entry_id integer not null references audit_entry deferrable initially deferred
) strict;

create index staff_language_by_staff on staff_language (staff_id, staff_language_id);
create index staff_language_by_entry on staff_language (entry_id);
create index patient_locale_by_patient on patient_locale (patient_id, patient_locale_id);
create index patient_locale_by_entry on patient_locale (entry_id);

create trigger staff_language_never_changes before update on staff_language begin select raise(abort, 'staff_language is append-only'); end;
create trigger staff_language_never_goes before delete on staff_language begin select raise(abort, 'staff_language is append-only'); end;
create trigger patient_locale_never_changes before update on patient_locale begin select raise(abort, 'patient_locale is append-only'); end;
create trigger patient_locale_never_goes before delete on patient_locale begin select raise(abort, 'patient_locale is append-only'); end;
