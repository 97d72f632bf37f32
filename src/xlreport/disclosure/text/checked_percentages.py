"""Family S: percentages of the text, worked out again from the figures. Silent where the base is not known."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from xlreport.checks.examined import Examined
from xlreport.disclosure.sentences import Share, ShareKind, known_topics, shares_in
from xlreport.disclosure.text.text_facts import Told, facts, parts_read
from xlreport.findings import Finding, Rule, found_by
from xlreport.forms import Field
from xlreport.language import Text
from xlreport.numbers import WIDE, Number, shown, size, whole
from xlreport.rules import rule

_HUNDRED, _MOST_TOTALS = 100, 10_000
_FINEST = Decimal("0.000001")
_UNREAD = "problems."
"""Section five tells of aims and of single cases."""
_OVER = Text("办结率、答复率不会超过 100%", "no rate exceeds 100 %")
_OTHER_RATE = Text("按表三的数算，应为 {percent}", "table 3's figures give {percent}")
_IMPOSSIBLE = Text("{count} 件申请得不出这个比率", "no part of {count} requests gives this rate")
_OPEN = Text("表三还有 {count} 件结转下年度", "table 3 carries {count} requests to next year")


def percentages_told(seen: Examined) -> Iterator[Told]:
    """S04, S05, S11: shares, changes from last year and rates."""
    for field, text, setting in parts_read(seen):
        shares = shares_in(text, setting)
        for share in shares if not field.id.startswith(_UNREAD) else (each for each in shares if _of_the_text(each)):
            if (share.own or not share.part) and share.years == 0:
                yield from (Told(finding=each, rests=_resting(seen, share)) for each in _judged(seen, field, share))


def _of_the_text(share: Share) -> bool:
    """Tell whether the text itself has all figures that a percentage is worked out from."""
    return not share.part and share.stated is not None


def _case(share: Share) -> str:
    return "in_text" if _of_the_text(share) else ""


def _resting(seen: Examined, share: Share) -> frozenset[str]:
    """Give every typed figure of this year that a share may be worked out from."""
    if share.kind in {ShareKind.RATE, ShareKind.ON_TIME} or not share.part:
        return frozenset()
    known = (facts(seen, each, 0) for each in (share.part, share.of or ("requests",)))
    return frozenset(each for one in known if one for fact in one.all for each in fact.rests)


def _judged(seen: Examined, field: Field, share: Share) -> Iterator[Finding]:
    match share.kind:
        case ShareKind.SHARE:
            yield from _share(seen, field, share)
        case ShareKind.CHANGE | ShareKind.DIFFERENCE:
            yield from _change(seen, field, share)
        case ShareKind.RATE | ShareKind.ON_TIME:
            yield from _rate(seen, field, share)


def _share(seen: Examined, field: Field, share: Share) -> Iterator[Finding]:
    percents = [_percent(part, base) for part, base in _shared(seen, share) if base]
    if percents and not any(share.fits(percent) for percent in percents):
        yield _told(seen, field, share, rule("S04", _case(share)), _printed(share, percents[0]))


def _shared(seen: Examined, share: Share) -> Iterator[tuple[Number, Number]]:
    """Give what may have been divided: each part by each total, but an applicant's by that of its own row."""
    part, whole_ = (facts(seen, topics, 0) if topics else None for topics in (share.part, ("requests",)))
    if part and whole_ and not share.of and share.part[0].startswith("applicant.") and len(share.part) == 1:
        totals = {fact.name: fact.values for fact in whole_.all}
        stated = [fact for fact in part.all if share.stated in fact.values]
        for fact in stated or part.all:
            yield from product(fact.values, totals.get(fact.name, ()))
        return
    of_told = share.bases if not (share.of and share.part) else ()
    bases = (*of_told, *(_values(seen, share.of) if share.of else _bases(seen, share.part)))
    told = () if share.stated is None else (share.stated,)
    yield from product((*told, *_values(seen, share.part)), bases)


def _bases(seen: Examined, part: tuple[str, ...]) -> tuple[Number, ...]:
    """Give what a share may be a share of: all requests, however counted, or all disputes of the kind."""
    if not part:
        return ()
    code = known_topics()[part[0]].code
    if code not in {"S01", "S02", "S03", "S06"}:
        return _values(seen, ("website", "new_media")) if code == "S12" else ()
    kind, _, result = part[0].rpartition(".")
    if result in {"upheld", "corrected", "other", "pending"}:
        return _values(seen, (f"{kind}.total",)) + _values(seen, (f"{kind}.settled",))
    return _values(seen, ("concluded",)) + _values(seen, ("requests",))


def _values(seen: Examined, topics: tuple[str, ...], years: int = 0) -> tuple[Number, ...]:
    known = facts(seen, topics, years) if topics else None
    return (
        tuple(dict.fromkeys(value for fact in known.all for value in fact.values)) if known and known.complete else ()
    )


def _change(seen: Examined, field: Field, share: Share) -> Iterator[Finding]:
    pairs = _pairs(seen, share)
    sign = -1 if share.falling else 1
    if share.kind is ShareKind.DIFFERENCE:
        changes = [sign * (now_ - then_) for now_, then_ in pairs]
        fitting = any(share.numeral.fits(change) for change in changes)
    else:
        changes = [sign * _percent(now_ - then_, then_) for now_, then_ in pairs if then_]
        fitting = any(share.fits(change) for change in changes)
    if changes and not fitting:
        yield _told(seen, field, share, rule("S05", _case(share)), _worded(share, changes[0]))


def _pairs(seen: Examined, share: Share) -> list[tuple[Number, Number]]:
    """Give what a change may run between: both reports' figures, or those that the text itself gives."""
    pairs = _pairs_of(seen, share.part)
    if share.some and all(a != share.stated for a, _ in pairs):
        return []
    if share.stated is not None and all(a != share.stated for a, _ in pairs):
        pairs += [(share.stated, b) for _, b in pairs]
    pairs += _pairs_of(seen, share.whole)
    if share.stated is not None and share.then is not None:
        pairs.append((share.stated, share.then))
    return pairs


def _pairs_of(seen: Examined, topics: tuple[str, ...]) -> list[tuple[Number, Number]]:
    now, then = (facts(seen, topics, years) if topics else None for years in (0, -1))
    if now is None or then is None or not then.complete:
        return []
    return [(a, b) for one, other in zip(now.all, then.all, strict=False) for a in one.values for b in other.values]


def _worded(share: Share, change: Number) -> Text:
    """Word a change that runs either way: what the text calls falling is told as falling when it is."""
    falls = share.falling != (change < 0)
    much = size(change)
    value = shown(much) if share.kind is ShareKind.DIFFERENCE else _printed(share, much).zh
    return Text(f"{'下降' if falls else '增长'} {value}", f"{'down' if falls else 'up'} {value}")


def _rate(seen: Examined, field: Field, share: Share) -> Iterator[Finding]:
    number = share.numeral.number
    if number > _HUNDRED:
        yield _told(seen, field, share, rule("S11"), Text("≤ 100%", "≤ 100 %"), problem=_OVER)
        return
    carried = _values(seen, ("carried_out",))
    if number == _HUNDRED and carried and 0 not in carried:
        expected = Text("< 100%", "< 100 %")
        governing = rule("S11", "on_time") if share.kind is ShareKind.ON_TIME else rule("S11")
        yield _told(seen, field, share, governing, expected, problem=_OPEN.filled(count=shown(carried[0])))
    elif number < _HUNDRED and share.part and share.kind is ShareKind.RATE:
        yield from _overall(seen, field, share)
    elif number < _HUNDRED and (totals := _totals(seen)) and not any(_near(share, total) for total in totals):
        expected = _printed(share, _percent(round(number * totals[0] / _HUNDRED), totals[0]))
        yield _told(seen, field, share, rule("S11"), expected, problem=_IMPOSSIBLE.filled(count=shown(totals[0])))


def _near(share: Share, total: Number) -> bool:
    """Tell whether some part of a total makes a rate."""
    nearest = round(share.numeral.number * total / _HUNDRED)
    return any(share.fits(_percent(part, total)) for part in range(max(0, nearest - 1), nearest + 2))


def _totals(seen: Examined) -> tuple[Number, ...]:
    """Give every number of requests that a rate may be a rate of: from those answered to all there were.

    None where these are thousands: of so many one makes nearly any rate.
    """
    known = (*_values(seen, ("answered",)), *_values(seen, ("received_all",)))
    if not known or min(known) <= 0 or max(known) - min(known) > _MOST_TOTALS:
        return ()
    return (max(_values(seen, ("concluded",))), *range(int(min(known)), int(max(known)) + 1))


def _overall(seen: Examined, field: Field, share: Share) -> Iterator[Finding]:
    """S11 for a 办结率 of all requests: what was concluded of those received, with or without those carried in."""
    done, *received = (facts(seen, (topic,), 0) for topic in (*share.part, "received_all", "received_new"))
    bases = [value for known in received if known for value in known.named[0].values]
    percents = [_percent(part, base) for part, base in product(done.named[0].values if done else (), bases) if base]
    if percents and not any(share.fits(percent) for percent in percents):
        expected = _printed(share, percents[0])
        yield _told(seen, field, share, rule("S11"), expected, problem=_OTHER_RATE.filled(percent=expected))


def _told(  # what a finding is made of
    seen: Examined, field: Field, share: Share, rule: Rule, expected: Text, **words: Text
) -> Finding:
    worded = replace(rule, message=rule.message.filled(quote=share.quote, expected=expected, **words))
    return found_by(
        worded,
        seen.where(field.id),
        found=shown(share.numeral.number),
        expected=expected.zh,
        quote=share.quote,
        at=share.at,
    )


def _percent(part: Number, base: Number) -> Decimal:
    return Decimal(part) * _HUNDRED / Decimal(base)


def _printed(share: Share, percent: Number) -> Text:
    """Give a percentage with the digits of the printed one, two when it has none, six at most."""
    digit = max(Decimal(share.numeral.step or "0.01"), _FINEST)
    value = f"{shown(whole(Decimal(percent).quantize(digit, ROUND_HALF_UP, WIDE)))}%"
    return Text(value, value)
