#: file if jobs
"""Jobs"""

import sqlalchemy as sa
from alembic import op

revision = "job"
#: if not log and not login
down_revision = None
#: end
#: if login and not log
down_revision = "user"
#: end
#: if log
down_revision = "prediction"
#: end


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started", sa.Double(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        #: if many
        sa.Column("model", sa.String(length=255), nullable=False),
        #: end
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=True),
    )


def downgrade() -> None:
    op.drop_table("job")
