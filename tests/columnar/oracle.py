"""What a query tree should find, from the results of Whoosh's leaf matchers alone, combined in plain Python.

Whoosh's own combining matchers have faults (see docs/engine.md), so they are not used: only postings of single terms,
phrases, and the queries that this project adds, each one document at a time.
"""

import math
from collections import defaultdict

from whoosh import query as q
from whoosh.searching import SearchContext

from search.columnar import queries


class Oracle:
    """Documents by number, with their scores, over an open index."""

    def __init__(self, index):
        self._index = index
        self._searcher = index.whoosh_searcher()
        self.everything = [d for leaf, base in self._leaves() for d in (n + base for n in leaf.reader().all_doc_ids())]

    def _leaves(self):
        return [(leaf, base) for leaf, base in self._searcher.leaf_searchers()]

    def found(self, query):
        """Document number -> score."""
        match query:
            case q.Term():
                return self._scaled(self._leaf_scores(q.Term(query.fieldname, query.text)), query.boost)
            case queries.AcrossFields():
                return self._bm25([(part, part.boost) for part in query.subqueries], query.boost)
            case queries.Inflections() | queries.Expansion():
                return self._bm25([(query, 1.0)], query.boost, relative=False)
            case q.MultiTerm():
                return self._many_terms(query)
            case q.Phrase():
                summed = self._sum([q.Term(query.fieldname, word) for word in query.words])
                return {d: summed.get(d, 0.0) * query.boost for d in self._leaf_scores(query)}
            case queries.Within():
                return dict.fromkeys(self._whoosh_documents(self._spelled_out(query)), 0.0)
            case queries.Near() | queries.OneOf():
                return dict.fromkeys(self._whoosh_documents(query), 0.0)
            case q.And():
                parts = [self.found(part) for part in query.subqueries]
                return self._scaled(
                    {d: sum(p[d] for p in parts) for d in set.intersection(*map(set, parts))}, query.boost
                )
            case q.Or():
                fewest = max(1, query.minmatch)
                counts = defaultdict(int)
                for part in query.subqueries:
                    for document in self.found(part):
                        counts[document] += 1
                summed = self._sum(query.subqueries)
                return {d: summed[d] * query.boost for d, count in counts.items() if count >= fewest}
            case q.DisjunctionMax():
                return self._disjunction_max(query)
            case q.Not():
                return dict.fromkeys(set(self.everything) - set(self.found(query.query)), 0.0)
            case q.AndNot():
                excluded = self.found(query.b)
                return {d: score for d, score in self.found(query.a).items() if d not in excluded}
            case q.Require():
                required = self.found(query.b)
                return {d: score for d, score in self.found(query.a).items() if d in required}
            case q.AndMaybe():
                optional = self.found(query.b)
                return {d: score + optional.get(d, 0.0) for d, score in self.found(query.a).items()}
            case q.ConstantScoreQuery():
                return dict.fromkeys(self.found(query.child), query.score)
            case q.Every():
                return dict.fromkeys(self._every(query.fieldname), query.boost)
            case _:
                return {}

    def _scaled(self, found, boost):
        return {document: score * boost for document, score in found.items()}

    def _sum(self, parts):
        total = defaultdict(float)
        for part in parts:
            for document, score in self.found(part).items():
                total[document] += score
        return total

    def _leaf_scores(self, query):
        """Runs one leaf of Whoosh to its end, segment by segment."""
        found = {}
        for leaf, base in self._leaves():
            matcher = query.matcher(leaf, SearchContext(weighting=self._searcher.weighting))
            while matcher.is_active():
                found[matcher.id() + base] = matcher.score()
                matcher.next()
        return found

    def _spelled_out(self, query):
        """With the words that its patterns stand for in the whole index: Whoosh would choose them leaf by leaf."""
        match query:
            case queries.Within():
                parts = [self._spelled_out(part) for part in query.parts]
                return queries.Within(query.fieldname, parts, query.scope)
            case q.Or():
                return q.Or([self._spelled_out(part) for part in query.subqueries])
            case queries.Expansion():
                words = query._btexts(self._searcher.reader())
                return q.Or([q.Term(query.fieldname, word.decode()) for word in words])
        return query

    def _whoosh_documents(self, query):
        if isinstance(query, queries.OneOf):
            return [d for d in query.documents if d in self.everything]
        return self._leaf_scores(query)

    def _frequencies(self, query):
        """Document -> how often any word of the query occurs in it."""
        found = defaultdict(float)
        words = {query.text} if isinstance(query, q.Term) else set(query._btexts(self._searcher.reader()))
        for word in words:
            for leaf, base in self._leaves():
                matcher = q.Term(query.field(), word).matcher(leaf)
                while matcher.is_active():
                    found[matcher.id() + base] += matcher.weight()
                    matcher.next()
        return found

    def _bm25(self, weighted, boost, relative=True):
        """BM25 of a word of many forms in one field, or BM25F of one in several."""
        weighting, count = self._index.weighting, len(self.everything)
        pseudo, holding = defaultdict(float), set()
        penalty = {}
        for part, weight in weighted:
            field, b = part.field(), weighting.b[part.field()]
            for document, frequency in self._frequencies(part).items():
                length = self._searcher.reader().doc_field_length(document, field)
                share = 1 - b + b * length / self._index.average_length[field]
                pseudo[document] += weight * frequency / (share if relative else 1)
                penalty[document] = weighting.k1 * (1 if relative else share)
                holding.add(document)
        idf = math.log(1 + (count - len(holding) + 0.5) / (len(holding) + 0.5))
        return {d: idf * (weighting.k1 + 1) * f / (f + penalty[d]) * boost for d, f in pseudo.items()}

    def _many_terms(self, query):
        words = sorted(set(query._btexts(self._searcher.reader())))
        words = [word if isinstance(word, bytes) else word.encode() for word in words]
        summed = self._sum([q.Term(query.field(), word, query.boost) for word in words])
        return dict.fromkeys(summed, query.boost) if getattr(query, "constantscore", False) else dict(summed)

    def _disjunction_max(self, query):
        parts = [self.found(part) for part in query.subqueries]
        documents = set().union(*parts)
        scores = {d: [part.get(d, 0.0) for part in parts] for d in documents}
        return {d: (max(s) + query.tiebreak * (sum(s) - max(s))) * query.boost for d, s in scores.items()}

    def _every(self, fieldname):
        if fieldname is None:
            return self.everything
        reader = self._searcher.reader()
        return {d for word in reader.lexicon(fieldname) for d in self.found(q.Term(fieldname, word))}
