"""Figures in words, in the language of a page or of the command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from csm_crawler.jobs.trends import rules
from csm_crawler.jobs.trends.periods import Period
from csm_crawler.jobs.trends.values import Change, Changes, Trends
from csm_crawler.publish.wording import Words, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What the sentences about figures depend on."""

    w: Words
    names: Mapping[str, str]
    """Slug → how people call the platform in that language."""

    def name(self, slug: str) -> str:
        """Of a platform."""
        return self.names.get(slug, slug)

    def rule(self, name: str) -> str:
        """See `rules.rule`."""
        return rules.rule(name, self.w)

    def articles(self, number: int) -> str:
        """1 article, 2,000 articles."""
        return self.w.count("articles", number)

    def sites(self, number: int) -> str:
        """1 site, 2 sites."""
        return self.w.count("sites", number)

    def day(self, moment: datetime) -> str:
        """18 November 2026."""
        return self.w.date(moment.date())

    def period(self, one: Period) -> str:
        """In months where it is made of whole ones, else in days."""
        if one.is_whole_months:
            since, until = self.w.month(one.months[0]), self.w.month(one.months[-1])
        else:
            since, until = self.day(one.since), self.day(one.last_day)
        return since if since == until else self.w.say("span", since=since, until=until)

    def summary(self, trends: Trends) -> str:
        """What the figures are of."""
        return self.w.say(
            "summary",
            period=self.period(trends.period),
            articles=self.articles(trends.articles),
            sites=self.sites(trends.sites),
            newest=self.day(trends.newest),
        )

    def compared(self, changes: Changes) -> str:
        """What the changes are between."""
        period = self.period(changes.period)
        if not changes.before:
            return self.w.say("changes_none", period=period)
        return self.w.say(
            "changes_lead", period=period, before=self.w["semicolon"].join(map(self.period, changes.before))
        )

    def whole(self, changes: Changes) -> str:
        """How much was written in all; nothing where nothing is compared."""
        if not changes.before:
            return ""
        number, before = self.articles(changes.articles), self.mean(changes.articles_before)
        return self.w.say("changes_all", articles=number, before=before)

    def joined(self, *sentences: str) -> str:
        """One behind the other; Chinese ones have no space between them."""
        return ("" if self.w.language == "zh" else " ").join(filter(None, sentences))

    def mean(self, value: float) -> str:
        """As exact as a reader needs it."""
        is_whole = value >= 100 or value == int(value)
        return self.w.number(round(value)) if is_whole else self.w.decimal(value, 1)

    def change(self, one: Change) -> str:
        """A riser or faller."""
        ratio, before = self.w.decimal(one.ratio, 2), self.mean(one.before)
        told = self.w.say("change", ratio=ratio, articles=one.articles, before=before)
        return self.w.say("change_new", change=told, n=one.of_new_sites) if one.of_new_sites else told

    def added(self, sites: int) -> tuple[str, ...]:
        """That sites came midway, where some did."""
        return (self.w.count("added_number", sites),) if sites else ()


def english(trends: Trends) -> Telling:
    """As the command line tells them."""
    return Telling(w=words("en", rules.WORDS), names=trends.names)
