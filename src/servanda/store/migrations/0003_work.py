"""The tables of the work, the audit log, and its place in the ledger."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("servanda", "0002_guards"),
    ]

    # They refer to accounts, and name the first migration of this application, which has none yet.
    run_before = [
        ("account", "0001_initial"),
        ("mfa", "0001_initial"),
        ("socialaccount", "0001_initial"),
        ("usersessions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "servanda_account",
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made", models.DateTimeField()),
                ("expires", models.DateTimeField()),
                ("revoked", models.DateTimeField(blank=True, null=True)),
                ("opened", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "db_table": "servanda_link",
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("treaty", models.CharField(max_length=32)),
                ("classification", models.CharField(max_length=20)),
                ("theme", models.CharField(blank=True, max_length=60)),
                ("holder", models.CharField(blank=True, max_length=40)),
                ("version", models.PositiveIntegerField(default=1)),
                ("kind", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=300)),
                ("language", models.CharField(default="en", max_length=8)),
                ("due", models.DateField(blank=True, null=True)),
                ("made", models.DateTimeField()),
            ],
            options={
                "db_table": "servanda_paper",
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="ledgerrow",
            name="audit",
            field=models.CharField(blank=True, max_length=90, null=True),
        ),
        migrations.CreateModel(
            name="AuditRow",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("moment", models.CharField(max_length=27)),
                ("person", models.PositiveBigIntegerField()),
                ("seat", models.PositiveBigIntegerField()),
                ("channel", models.CharField(max_length=12)),
                ("verb", models.CharField(max_length=40)),
                ("about", models.CharField(max_length=80)),
                ("detail", models.TextField()),
                ("ledger", models.CharField(max_length=90)),
                ("before", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "db_table": "servanda_audit",
                "ordering": ("number",),
                "indexes": [models.Index(fields=["about", "number"], name="audit_by_thing")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="audit_number_from_one"),
                    models.CheckConstraint(condition=models.Q(("verb", ""), _negated=True), name="audit_has_verb"),
                ],
            },
        ),
        migrations.CreateModel(
            name="JobRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("job", models.CharField(max_length=40)),
                ("day", models.DateField()),
                ("begun", models.DateTimeField()),
                ("ended", models.DateTimeField(blank=True, null=True)),
                ("says", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "db_table": "servanda_job",
                "constraints": [models.UniqueConstraint(fields=("job", "day"), name="job_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("name", models.CharField(max_length=200)),
                ("moment", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                ("details", models.TextField(blank=True)),
                ("once", models.CharField(max_length=64)),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="servanda.link"
                    ),
                ),
            ],
            options={
                "db_table": "servanda_answer",
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("withdrawn", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("given_by", models.PositiveBigIntegerField(default=0)),
                ("confirmed_by", models.PositiveBigIntegerField(blank=True, null=True)),
                ("confirmed", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="servanda.mandate",
                    ),
                ),
            ],
            options={
                "db_table": "servanda_mandate",
            },
        ),
        migrations.CreateModel(
            name="Key",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=12)),
                ("label", models.CharField(blank=True, max_length=80)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("second_factor", models.BooleanField(default=False)),
                ("made", models.DateTimeField()),
                ("expires", models.DateTimeField()),
                ("used", models.DateTimeField(blank=True, null=True)),
                ("revoked", models.DateTimeField(blank=True, null=True)),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="servanda.mandate"
                    ),
                ),
            ],
            options={
                "db_table": "servanda_key",
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("title", models.CharField(blank=True, max_length=80)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=60)),
                ("language", models.CharField(default="en", max_length=8)),
                ("wants_digest", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "account",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "servanda_person",
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200, unique=True)),
                ("address", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=300)),
                ("text", models.TextField()),
                ("state", models.CharField(max_length=10)),
                ("made", models.DateTimeField()),
                ("tried", models.DateTimeField(blank=True, null=True)),
                ("says", models.CharField(blank=True, max_length=300)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="servanda.person",
                    ),
                ),
            ],
            options={
                "db_table": "servanda_message",
            },
        ),
        migrations.AddField(
            model_name="mandate",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="mandates", to="servanda.person"
            ),
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("treaty", models.CharField(max_length=32)),
                ("entry", models.PositiveBigIntegerField(default=0)),
                ("moment", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="servanda.person"
                    ),
                ),
            ],
            options={
                "db_table": "servanda_look",
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("by", models.PositiveBigIntegerField(default=0)),
                ("made", models.DateTimeField()),
                ("expires", models.DateTimeField()),
                ("used", models.DateTimeField(blank=True, null=True)),
                ("revoked", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="servanda.person"
                    ),
                ),
            ],
            options={
                "db_table": "servanda_invitation",
            },
        ),
        migrations.CreateModel(
            name="Frozen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("purpose", models.CharField(max_length=20)),
                ("audience", models.CharField(blank=True, max_length=20)),
                ("content", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("moment", models.DateTimeField()),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="frozen", to="servanda.paper"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="servanda.person"
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="servanda.person"
                    ),
                ),
            ],
            options={
                "db_table": "servanda_frozen",
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("treaty", models.CharField(max_length=32)),
                ("holder", models.CharField(max_length=40)),
                ("place", models.CharField(max_length=20)),
                ("role", models.CharField(max_length=200)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("confirmed_on", models.DateField(blank=True, null=True)),
                ("confirmed_by", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="servanda.person"
                    ),
                ),
            ],
            options={
                "db_table": "servanda_contact",
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("granted", models.BooleanField()),
                ("reason", models.TextField(blank=True)),
                ("writer", models.PositiveBigIntegerField()),
                ("frozen_by", models.PositiveBigIntegerField()),
                ("frozen_seat", models.PositiveBigIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("moment", models.DateTimeField()),
                (
                    "frozen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="approvals", to="servanda.frozen"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="servanda.person"
                    ),
                ),
            ],
            options={
                "db_table": "servanda_approval",
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("treaty", models.CharField(max_length=32)),
                ("classification", models.CharField(max_length=20)),
                ("theme", models.CharField(blank=True, max_length=60)),
                ("holder", models.CharField(blank=True, max_length=40)),
                ("version", models.PositiveIntegerField(default=1)),
                ("purpose", models.CharField(max_length=20)),
                ("text", models.TextField()),
                ("language", models.CharField(default="en", max_length=8)),
                ("due", models.DateField(blank=True, null=True)),
                ("made", models.DateTimeField()),
                ("settled", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.CharField(blank=True, max_length=20)),
                ("reason", models.TextField(blank=True)),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="servanda.contact"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="servanda.person"
                    ),
                ),
            ],
            options={
                "db_table": "servanda_question",
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="link",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="links", to="servanda.question"
            ),
        ),
        migrations.CreateModel(
            name="Reception",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("treaty", models.CharField(max_length=32)),
                ("classification", models.CharField(max_length=20)),
                ("theme", models.CharField(blank=True, max_length=60)),
                ("holder", models.CharField(blank=True, max_length=40)),
                ("version", models.PositiveIntegerField(default=1)),
                ("channel", models.CharField(max_length=20)),
                ("received", models.DateField()),
                ("sender", models.CharField(max_length=200)),
                ("says", models.TextField()),
                ("entries", models.CharField(blank=True, max_length=200)),
                ("taken", models.DateTimeField()),
                (
                    "answer",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reception",
                        to="servanda.answer",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="servanda.person"
                    ),
                ),
            ],
            options={
                "db_table": "servanda_reception",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Original",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("pages", models.PositiveIntegerField(blank=True, null=True)),
                ("hidden", models.TextField(default="[]")),
                ("kept", models.DateTimeField()),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="originals",
                        to="servanda.answer",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="originals",
                        to="servanda.paper",
                    ),
                ),
                (
                    "reception",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="originals",
                        to="servanda.reception",
                    ),
                ),
            ],
            options={
                "db_table": "servanda_original",
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("treaty", models.CharField(max_length=32)),
                ("office", models.CharField(max_length=40)),
                ("holder", models.CharField(max_length=40)),
                ("theme", models.CharField(blank=True, max_length=60)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("appointment", models.PositiveBigIntegerField(blank=True, null=True)),
                ("basis", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "db_table": "servanda_seat",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("treaty", "office", "holder", "theme", "since"), name="seat_of_a_holder_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="seat_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("appointment__isnull", False), models.Q(("basis", ""), _negated=True), _connector="OR"
                        ),
                        name="seat_has_basis",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.PositiveBigIntegerField(blank=True, null=True)),
                ("moment", models.DateTimeField()),
                (
                    "approval",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="release", to="servanda.approval"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="servanda.person"
                    ),
                ),
                (
                    "frozen",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="release", to="servanda.frozen"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="servanda.seat"
                    ),
                ),
            ],
            options={
                "db_table": "servanda_release",
            },
        ),
        migrations.AddField(
            model_name="reception",
            name="seat",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="servanda.seat"),
        ),
        migrations.AddField(
            model_name="question",
            name="seat",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="servanda.seat"),
        ),
        migrations.CreateModel(
            name="PaperVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("base", models.PositiveIntegerField()),
                ("aside", models.BooleanField(default=False)),
                ("merges", models.PositiveIntegerField(blank=True, null=True)),
                ("classification", models.CharField(max_length=20)),
                ("theme", models.CharField(blank=True, max_length=60)),
                ("holder", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("saved", models.DateTimeField()),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="servanda.paper"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="servanda.person"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="servanda.seat"
                    ),
                ),
            ],
            options={
                "db_table": "servanda_paper_version",
            },
        ),
        migrations.AddField(
            model_name="paper",
            name="seat",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="servanda.seat"),
        ),
        migrations.AddField(
            model_name="mandate",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="mandates", to="servanda.seat"
            ),
        ),
        migrations.AddField(
            model_name="frozen",
            name="seat",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="servanda.seat"),
        ),
        migrations.AddField(
            model_name="approval",
            name="seat",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="servanda.seat"),
        ),
        migrations.CreateModel(
            name="Undertaking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("treaty", models.CharField(max_length=32)),
                ("classification", models.CharField(max_length=20)),
                ("theme", models.CharField(blank=True, max_length=60)),
                ("holder", models.CharField(blank=True, max_length=40)),
                ("version", models.PositiveIntegerField(default=1)),
                ("text", models.TextField()),
                ("words", models.CharField(blank=True, max_length=200)),
                ("due", models.DateField(blank=True, null=True)),
                ("made_on", models.DateField()),
                ("source", models.TextField()),
                ("done_on", models.DateField(blank=True, null=True)),
                ("dropped_on", models.DateField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="undertakings", to="servanda.seat"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="servanda.seat"
                    ),
                ),
            ],
            options={
                "db_table": "servanda_undertaking",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Withdrawn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300)),
                ("moment", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="servanda.person"
                    ),
                ),
                (
                    "frozen",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="withdrawn", to="servanda.frozen"
                    ),
                ),
            ],
            options={
                "db_table": "servanda_withdrawn",
            },
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("link", "once"), name="answer_once"),
        ),
        migrations.AddConstraint(
            model_name="look",
            constraint=models.UniqueConstraint(fields=("person", "treaty"), name="look_once"),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="contact_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="original",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer__isnull", True), ("paper__isnull", False), ("reception__isnull", True)),
                    models.Q(("answer__isnull", True), ("paper__isnull", True), ("reception__isnull", False)),
                    models.Q(("answer__isnull", False), ("paper__isnull", True), ("reception__isnull", True)),
                    _connector="OR",
                ),
                name="original_has_one_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="reception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "classification__in",
                        ("public", "parties", "committee", "presidency", "one-to-one", "principals", "own"),
                    )
                ),
                name="reception_has_class",
            ),
        ),
        migrations.AddConstraint(
            model_name="reception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("classification__in", ("own", "one-to-one")), _negated=True),
                    models.Q(("holder", ""), _negated=True),
                    _connector="OR",
                ),
                name="reception_has_holder",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "classification__in",
                        ("public", "parties", "committee", "presidency", "one-to-one", "principals", "own"),
                    )
                ),
                name="question_has_class",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("classification__in", ("own", "one-to-one")), _negated=True),
                    models.Q(("holder", ""), _negated=True),
                    _connector="OR",
                ),
                name="question_has_holder",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperversion",
            constraint=models.UniqueConstraint(fields=("paper", "number"), name="paper_version_once"),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "classification__in",
                        ("public", "parties", "committee", "presidency", "one-to-one", "principals", "own"),
                    )
                ),
                name="paper_has_class",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("classification__in", ("own", "one-to-one")), _negated=True),
                    models.Q(("holder", ""), _negated=True),
                    _connector="OR",
                ),
                name="paper_has_holder",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.UniqueConstraint(fields=("person", "seat", "since"), name="mandate_once"),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="mandate_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.UniqueConstraint(fields=("frozen",), name="approval_once"),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", models.F("writer")), _negated=True), name="approval_not_by_writer"
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", models.F("frozen_by")), _negated=True), name="approval_not_by_who_froze"
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(("seat", models.F("frozen_seat")), _negated=True), name="approval_by_another_seat"
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(("granted", True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="refusal_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="undertaking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "classification__in",
                        ("public", "parties", "committee", "presidency", "one-to-one", "principals", "own"),
                    )
                ),
                name="undertaking_has_class",
            ),
        ),
        migrations.AddConstraint(
            model_name="undertaking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("classification__in", ("own", "one-to-one")), _negated=True),
                    models.Q(("holder", ""), _negated=True),
                    _connector="OR",
                ),
                name="undertaking_has_holder",
            ),
        ),
        migrations.AddConstraint(
            model_name="undertaking",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_on__isnull", True), ("dropped_on__isnull", True), _connector="OR"),
                name="undertaking_done_or_dropped",
            ),
        ),
        migrations.AddConstraint(
            model_name="undertaking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dropped_on__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="undertaking_dropped_with_reason",
            ),
        ),
    ]
