//! Statements about surveys.

use crate::database::statements::statements;

macro_rules! survey {
    () => {
        "s.id, s.unit_id, u.name as unit_name, u.slug, u.path, s.period_id, p.code as period_code,
        p.year, s.title, s.reference, s.document_on, s.body, s.term, s.whom, s.state, s.issued_on,
        s.due_on, s.version, (select count(*) from survey_unit n where n.survey_id = s.id) as units,
        (select count(*) from survey_unit n where n.survey_id = s.id
            and n.sent_at is not null) as answered"
    };
}

macro_rules! from_survey {
    () => {
        " from survey s join unit u on u.id = s.unit_id join period p on p.id = s.period_id "
    };
}

macro_rules! part {
    () => {
        "select x.unit_id, u.name, u.slug, u.path, u.code, x.draft_json, x.sent_json, x.sent_on,
        x.sent_at, coalesce(n.name, x.sent_by) as sent_name, x.version
        from survey_unit x join unit u on u.id = x.unit_id
        left join account c on c.id = x.sent_by left join person n on n.id = c.person_id "
    };
}

statements! {
    /// A new draft.
    INSERT = "insert into survey (id, unit_id, period_id, title, reference, document_on, body, term,
        whom, state, issued_on, due_on, made_at, made_by, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'draft', null, null, $10, $11, 1)";
    /// A draft, written again.
    EDIT = "update survey set title = $3, reference = $4, document_on = $5, body = $6, term = $7,
        whom = $8, version = version + 1 where id = $1 and version = $2 and state = 'draft'";
    /// Before others are set.
    QUESTIONS_DELETE = "delete from survey_question where survey_id = $1";
    /// One of its questions.
    QUESTION = "insert into survey_question (survey_id, position, text, kind, indicator_id,
        input_key) values ($1, $2, $3, $4, $5, $6)";
    /// Before others are set; only a draft is written again, which nobody has answered.
    UNITS_DELETE = "delete from survey_unit where survey_id = $1";
    /// Whom it asks: units whose ids stand in $2 as `|id|id|`.
    UNITS = "insert into survey_unit (survey_id, unit_id, version)
        select $1, u.id, 1 from unit u where cast($2 as text) like '%|' || u.id || '|%'";
    /// Units below a path.
    BELOW = "select id, parent_id, path, slug, kind, code, name, valid_from, valid_to, version
        from unit where substr(path, 1, length($1)) = $1 and path <> $1 order by path";
    /// Groups of a unit's directory.
    GROUPS = "select id, name from party where unit_id = $1 and kind = 'group'
        and merged_into is null order by id limit 200";
    /// Another state; the days where the issue fixes them.
    SET_STATE = "update survey set state = $3, issued_on = $4, due_on = $5,
        version = version + 1 where id = $1 and version = $2";
    /// Surveys of a unit.
    ASKED = concat!("select ", survey!(), from_survey!(), "where s.unit_id = $1
        order by s.made_at desc, s.id desc limit 200");
    /// Surveys that a unit is asked.
    RECEIVED = concat!("select x.sent_on, x.sent_at, ", survey!(), " from survey_unit x
        join survey s on s.id = x.survey_id and s.state <> 'draft'
        join unit u on u.id = s.unit_id join period p on p.id = s.period_id
        where x.unit_id = $1 and s.issued_on is not null
        order by case when s.state = 'issued' and x.sent_at is null then 0 else 1 end,
        s.due_on desc, s.id desc limit 200");
    /// By id.
    SURVEY = concat!("select ", survey!(), from_survey!(), "where s.id = $1");
    /// What it asks.
    QUESTIONS = "select q.position, q.text, q.kind, q.indicator_id, q.input_key, i.code,
        i.framework_id from survey_question q left join indicator i on i.id = q.indicator_id
        where q.survey_id = $1 order by q.position";
    /// Whom it asks, with what they answered.
    PARTS = concat!(part!(), "where x.survey_id = $1 order by u.path");
    /// One unit's part.
    PART = concat!(part!(), "where x.survey_id = $1 and x.unit_id = $2");
    /// Kept, not sent.
    KEEP = "update survey_unit set draft_json = $4, version = version + 1
        where survey_id = $1 and unit_id = $2 and version = $3";
    /// Sent, for the first time or again.
    SEND = "update survey_unit set draft_json = null, sent_json = $4,
        sent_on = coalesce(sent_on, $5), sent_at = $6, sent_by = $7, version = version + 1
        where survey_id = $1 and unit_id = $2 and version = $3";
    /// Proofs of a unit.
    PROOFS = "select id, title from evidence where unit_id = $1 and removed_at is null
        order by id desc limit 100";
    /// A proof of the unit.
    PROOF = "select title from evidence where id = $1 and unit_id = $2 and removed_at is null";
    /// Indicators of a code that units below a path enter in a period, the framework of most units
    /// first.
    INDICATOR = "select i.id, i.framework_id from assessment a join unit u on u.id = a.unit_id
        join indicator i on i.framework_id = a.framework_id and i.code = $3
        where a.period_id = $2 and substr(u.path, 1, length($1)) = $1
        group by i.id, i.framework_id order by count(*) desc, i.id limit 1";
    /// A unit's own entries of the indicators that a survey asks about, with their values.
    OWN_FIGURES = "select q.position, e.id as entry_id, e.version, i.code, v.value, v.locked_at
        from survey_question q join survey s on s.id = q.survey_id
        join indicator i on i.id = q.indicator_id
        join assessment a on a.framework_id = i.framework_id and a.unit_id = $2
            and a.period_id = s.period_id
        join entry e on e.assessment_id = a.id and e.indicator_id = i.id
        left join indicator_figure x on x.indicator_id = i.id and x.input_key = q.input_key
        left join figure_value v on v.figure_id = x.figure_id and v.unit_id = a.unit_id
            and v.period_id = a.period_id
        where q.survey_id = $1 order by q.position";
    /// What falls to an account ($1) as focal officer or leader, or to units at a path ($2): due
    /// from $3 to $4.
    DUTIES = "select s.id, s.title, s.reference, s.due_on, a.name as asked_by, u.id as unit_id,
        u.name, u.slug,
        p.code as period_code, x.sent_at from survey_unit x
        join survey s on s.id = x.survey_id and s.state = 'issued'
        join unit u on u.id = x.unit_id join unit a on a.id = s.unit_id
        join period p on p.id = s.period_id
        where s.due_on >= $3 and s.due_on <= $4
        and (cast($1 as text) is null or exists (select 1 from role_grant g where g.unit_id = u.id
            and g.account_id = $1 and g.ended_at is null and g.role in ('focal', 'leader')))
        and (cast($2 as text) is null or substr(u.path, 1, length($2)) = $2)
        order by s.due_on, s.id, u.path limit 500";
    /// Focal officers and leaders of the units that have not answered, told once for each key; ids
    /// stand end to end in $1, 36 characters each. $2: the survey; $3: the detail; $4: now; $5: the
    /// key; $6: how many ids there are; $7: the word of the period in addresses.
    TELL = "insert into notice (id, account_id, kind, subject_kind, subject_id, detail_json,
        address, created_at, read_at, once_key)
        select substr($1, cast((row_number() over (order by d.account_id, d.slug) - 1) * 36 + 1
        as integer), 36), d.account_id, 'request', 'survey', $2, $3,
        '/ky/' || $7 || '/don-vi/' || d.slug || '/khao-sat/' || $2, $4, null, d.once_key
        from (select w.* from (select distinct g.account_id, u.slug,
                $5 || ':' || u.id || ':' || g.account_id as once_key
            from survey_unit x join unit u on u.id = x.unit_id
            join role_grant g on g.unit_id = u.id and g.ended_at is null
                and g.role in ('focal', 'leader')
            join account c on c.id = g.account_id and c.state = 'active'
            where x.survey_id = $2 and x.sent_at is null) w
            where not exists (select 1 from notice n where n.once_key = w.once_key)
            order by w.account_id, w.slug limit $6) d
        where d.once_key is not null
        on conflict (once_key) do nothing";
}
