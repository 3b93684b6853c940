#: file if log
"""The log of predictions"""

import sqlalchemy as sa
from alembic import op

revision = "prediction"
#: if not login
down_revision = None
#: else
down_revision = "user"
#: end


def upgrade() -> None:
    op.create_table(
        "prediction",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("model", sa.String(length=255), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        #: if edit or crud
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        #: end
        #: if crud and login
        sa.Column("owner_id", sa.Integer(), sa.ForeignKey("user.id"), nullable=True),
        #: end
    )


def downgrade() -> None:
    op.drop_table("prediction")
