"""What a starter project can have: what `starter.yaml` may say, as frozen types."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from guide.engine.part import Part
from guide.engine.values import Conditions, Id, Text

BOTH = "both"  # the folder of what does not differ between the frameworks


class Feature(Part):
    """A part of the project: there if one condition of `when` holds, or if another brings it.

    An answer that `unless` names speaks against it; what another brings is there all the same.
    """

    id: Id
    name: Annotated[Text, Field(max_length=80)]
    says: Text
    when: tuple[Conditions, ...] = ()
    unless: Conditions = Field(default_factory=dict)
    brings: tuple[Id, ...] = ()


class Format(Part):
    """A kind of model; the first whose `when` holds is the default, else the first of all.

    A model's file that ends in one of `suffixes` is of this kind.
    """

    id: Id
    name: Annotated[Text, Field(max_length=80)]
    says: Text
    suffixes: tuple[Annotated[str, Field(pattern=r"^\.[a-z0-9]+$")], ...] = ()
    when: tuple[Conditions, ...] = ()


class Starter(Part):
    """What `starter.yaml` holds, and beside it the files: by folder, then by path, with marks."""

    frameworks: Annotated[tuple[Id, ...], Field(min_length=1)]
    formats: Annotated[tuple[Format, ...], Field(min_length=1)]
    features: tuple[Feature, ...] = ()
    files: Mapping[str, Mapping[str, str]] = {}

    def feature(self, feature_id: str) -> Feature:
        """Return the feature `feature_id`; raise `KeyError` if there is none."""
        return {feature.id: feature for feature in self.features}[feature_id]

    def format(self, format_id: str) -> Format:
        """Return the format `format_id`; raise `KeyError` if there is none."""
        return {each.id: each for each in self.formats}[format_id]

    def format_of(self, file: str) -> str | None:
        """Return the kind of a model by the name of its file, None if that does not tell."""
        for each in self.formats:
            if file.lower().endswith(each.suffixes):
                return each.id
        return None

    @property
    def names(self) -> list[str]:
        """What a mark may ask for."""
        return [
            *self.frameworks,
            *(each.id for each in self.formats),
            *(feature.id for feature in self.features),
        ]
