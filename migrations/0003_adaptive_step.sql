-- The path of an adaptive sitting: after its beginning and after each answer, what was chosen and on which estimate.
-- It can be worked out from the answers alone; `myelog verify` does so and compares.

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
