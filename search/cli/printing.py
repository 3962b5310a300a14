"""Values of the engine -> text or JSON for a terminal."""

from __future__ import annotations

from search.model import ActorMention, DateMention, Related, Results, TopicMention
from search.snippets import as_text

Mention = ActorMention | DateMention | TopicMention


def results_as_json(results: Results) -> dict[str, object]:
    return {
        "total": results.total,
        "reading": results.reading.sentence,
        "notices": [notice.message for notice in results.reading.notices],
        "hits": [
            {
                "id": hit.id,
                "title": as_text(hit.title),
                "published": hit.published,
                "score": round(hit.score, 4),
                "snippets": [as_text(snippet) for snippet in hit.snippets],
            }
            for hit in results.hits
        ],
        "facets": {
            name: [{"id": value.value, "name": value.label, "count": value.count} for value in values]
            for name, values in results.facets.items()
        },
        "together": dict(results.together),
        "generation": results.generation,
        "took_ms": round(results.took_ms, 2),
    }


def counted(documents: int) -> str:
    return "1 document" if documents == 1 else f"{documents:,} documents"


def results_as_text(results: Results) -> str:
    lines = [f"{counted(results.total)}: {results.reading.sentence}"]
    lines += [f"  note: {notice.message}" for notice in results.reading.notices]
    for hit in results.hits:
        lines += ["", f"{as_text(hit.title)}", f"  {hit.published or 'undated'} · {hit.id}"]
        lines += [f"  {' '.join(as_text(snippet).split())}" for snippet in hit.snippets]
    if results.together:
        lines += ["", "together: " + ", ".join(f"{scope} ({count:,})" for scope, count in results.together.items())]
    for name, values in results.facets.items():
        lines += ["", f"{name}: " + ", ".join(f"{value.label} ({value.count})" for value in values[:12])]
    return "\n".join(lines)


def related_as_text(related: Related) -> str:
    """The versions of a story and the documents like one, each with what it shares."""
    lines = [f"the same story: {len(related.versions)}"]
    for version in related.versions:
        lines += [
            f"  {version.title}",
            f"    {version.published or 'undated'} · {version.id} · {version.alike:.0%} alike",
        ]
    lines.append(f"similar: {len(related.similar)}")
    for other in related.similar:
        shared = [*other.words, *(label.name for label in (*other.actors, *other.topics))]
        lines += [f"  {other.title}", f"    {other.published or 'undated'} · {other.id} · {', '.join(shared)}"]
    return "\n".join(lines)


def mention_line(mention: Mention) -> str:
    """Where a mention stands, its words, what they stand for, and on what ground."""
    return f"{mention.field} {mention.start}-{mention.end}  {mention.text!r}  {_meaning(mention)}"


def _meaning(mention: Mention) -> str:
    match mention:
        case ActorMention():
            return f"{mention.actor}  ({mention.basis})"
        case DateMention():
            return f"{mention.timex}  ({mention.basis})"
        case TopicMention():
            return f"{mention.topic}  (weight {mention.weight:g})"
