#: file if login
"""Accounts"""

import sqlalchemy as sa
from alembic import op

revision = "user"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        #: if sso
        sa.Column("subject", sa.String(length=255), nullable=False, unique=True),
        #: else
        sa.Column("password", sa.String(length=255), nullable=False),
        sa.UniqueConstraint("name"),
        #: end
        #: if admin
        sa.Column("is_staff", sa.Boolean(), nullable=False),
        #: end
        #: if roles
        sa.Column("is_editor", sa.Boolean(), nullable=False),
        #: end
    )
    op.create_table(
        "ended",
        sa.Column("name", sa.String(length=32), primary_key=True),
        sa.Column("until", sa.Double(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("ended")
    op.drop_table("user")
