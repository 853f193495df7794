"""Myelog: patients' answers, scored as each manual says, kept, and heard.

Definitions are data, decisions are pure functions, writing is one audited act, rooms are thin.

    study         who and when: protocol, people, visits, sittings, alerts, access      (pure)
    instruments   what is asked: definitions and wording as data, values, paths          (pure)
    scoring       what the answers mean: scores, missing rules, change                   (pure)
    record        everything known of one patient, as one value                          (pure)
    storage       all the SQL, and the one place that opens a database
    actions       one verb = one transaction = one audit entry
    reports       record -> content -> HTML -> PDF, without Flask
    web, rooms    Flask: what the rooms share, and one room per role
    demo          a synthetic study, built through the same acts as a real one
    factory, cli  where the parts meet
"""
