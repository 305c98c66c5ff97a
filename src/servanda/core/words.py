"""The field's words for the closed codes of the core: one table for pages, papers, files and feeds."""

from servanda.core.reasons import N_

STANDINGS = {
    "not-yet-due": N_("not yet due"),
    "overdue": N_("overdue"),
    "met": N_("met"),
    "met-late": N_("met late"),
    "not-known": N_("not known"),
    "not-applicable": N_("not applicable"),
    "contested": N_("contested"),
}
POSITIONS = {  # in the order in which they are shown: those that are bound first
    "party": N_("State Party"),
    "contracting": N_("deposited, not yet in force"),
    "signatory": N_("signatory"),
    "former": N_("former State Party"),
    "not-joined": N_("not joined"),
}
UNIVERSES = {
    "un-members": N_("the Members of the United Nations on that day"),
    "all-states": N_("all States of the reference list"),
}
INSTRUMENTS = {
    "ratification": N_("ratification"),
    "acceptance": N_("acceptance"),
    "approval": N_("approval"),
    "accession": N_("accession"),
    "succession": N_("succession"),
    "definitive signature": N_("definitive signature"),
    "formal confirmation": N_("formal confirmation"),
    "consent to be bound": N_("consent to be bound"),
}
DEPOSITS = {  # whole phrases, since many languages bend the second word or the joint
    "ratification": N_("instrument of ratification"),
    "acceptance": N_("instrument of acceptance"),
    "approval": N_("instrument of approval"),
    "accession": N_("instrument of accession"),
    "succession": N_("instrument of succession"),
    "definitive signature": N_("instrument of definitive signature"),
    "formal confirmation": N_("instrument of formal confirmation"),
    "consent to be bound": N_("instrument of consent to be bound"),
}
VOTES = {
    "yes": N_("in favour"),
    "no": N_("against"),
    "abstain": N_("abstaining"),
    "absent": N_("absent"),
}
HOLDS = {"yes": N_("yes"), "no": N_("no"), "unclear": N_("unclear")}
GROUPS = {
    "African": N_("African States"),
    "Asia-Pacific": N_("Asia-Pacific States"),
    "Eastern European": N_("Eastern European States"),
    "GRULAC": N_("Latin American and Caribbean States"),
    "WEOG": N_("Western European and other States"),
    "": N_("in no regional group"),
}
CONFIDENCE = {
    "two-source": N_("two sources"),
    "one-source": N_("one source"),
    "memory": N_("from memory, to be checked"),
    "computed": N_("computed"),
}
STAGES = {"plenary": N_("plenary"), "First Committee": N_("First Committee")}
PARTICULARS = {
    "type": N_("Type"),
    "takes_effect": N_("Takes effect"),
    "about": N_("About"),
    "in_armed_conflict": N_("In an armed conflict"),
    "conflict_ended": N_("The conflict ended"),
    "decisive_deposit": N_("Decisive deposit"),
    "obligation": N_("Obligation"),
    "period": N_("Period"),
    "covers_from": N_("Covers from"),
    "covers_to": N_("Covers to"),
    "until": N_("Until"),
    "topic": N_("Circumstance"),
    "holds": N_("Holds"),
    "event": N_("Event"),
    "started": N_("Started"),
    "code": N_("Code"),
    "series": N_("Series"),
    "opens": N_("Opens"),
    "closes": N_("Closes"),
    "place": N_("Place"),
    "resolution": N_("Resolution"),
    "stage": N_("Stage"),
    "vote": N_("Vote"),
    "rate_percent": N_("Rate, per cent"),
    "date": N_("Day"),
    "measure": N_("Measure"),
    "value": N_("Value"),
    "count": N_("Count"),
    "yes": N_("In favour"),
    "no": N_("Against"),
    "abstain": N_("Abstaining"),
    "subject": N_("Subject"),
    "as_of": N_("As of"),
    "title": N_("Title"),
    "form": N_("Form"),
    "language": N_("Language"),
    "sha256": N_("SHA-256"),
    "voice": N_("In the voice of"),
}
KINDS = {
    "signature": N_("signature"),
    "instrument": N_("instrument"),
    "provisional-application": N_("provisional application"),
    "declaration": N_("declaration"),
    "withdrawal": N_("withdrawal"),
    "treaty-in-force": N_("entry into force of the treaty"),
    "report-received": N_("report"),
    "extension-requested": N_("request for an extension"),
    "extension-granted": N_("extension granted"),
    "completed": N_("work finished"),
    "completion-declared": N_("declaration of completion"),
    "circumstance": N_("circumstance"),
    "clock-started": N_("start of a clock"),
    "clock-stopped": N_("end of a clock"),
    "meeting": N_("meeting"),
    "vote": N_("vote"),
    "assessment-rate": N_("assessment rate"),
    "published-date": N_("published day"),
    "published-figure": N_("published figure"),
    "published-vote": N_("published vote"),
    "published-vote-total": N_("published result of a vote"),
    "completeness": N_("completeness"),
    "publication": N_("publication"),
    "retraction": N_("retraction"),
}
