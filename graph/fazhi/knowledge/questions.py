"""The named queries as methods with typed rows.

Made by ``python tools/make_queries.py`` from the heads of ``fazhi/queries/*.rq``; change those. It is long because
there is one method for each of the 54 named queries.
"""

from __future__ import annotations

from typing import TypeVar

from fazhi.knowledge import rows

Row = TypeVar("Row")


class Questions:
    """One method for each named query; the examples run on a store of the seeds."""

    def _rows(self, row: type[Row], name: str, **values: object) -> list[Row]:
        raise TypeError(f"{type(self).__name__} does not say how {name!r} is answered")

    def about_practice(self, practice: str) -> list[rows.AboutPracticeRow]:
        """About one practice · 一项做法的说明.

        What is a practice: its names, definition, kind, broader concepts, when and where it began, and how
        many places run it?

        某做法是什么？有哪些名称、定义、上位概念，起于何时何地，多少地方实行？

        >>> found = knowledge.about_practice("枫桥经验")
        """
        return self._rows(rows.AboutPracticeRow, "about-practice", practice=practice)

    def adopters_of(self, practice: str, *, area: str | None = None) -> list[rows.AdoptersOfRow]:
        """Places that run one practice · 实行一项做法的地方.

        Which places run a practice; since which year, and what is the earliest sentence that says so?

        哪些地方已实行某做法？最早何年，最早的原句是什么？

        >>> found = knowledge.adopters_of("枫桥经验")
        """
        return self._rows(rows.AdoptersOfRow, "adopters-of", practice=practice, area=area)

    def alike(self, place: str, *, area: str | None = None, limit: int = 10) -> list[rows.AlikeRow]:
        """Places most alike · 与一地最相似的地方.

        Which places share most practices with a place; how many, how many has only one of them, and the
        Jaccard index?

        哪些地方与某地共有的做法最多？共有几项，各自独有几项，雅卡尔系数多少？

        >>> found = knowledge.alike("南翔镇")
        """
        return self._rows(rows.AlikeRow, "alike", place=place, area=area, limit=limit)

    def candidates(self, *, words: str | None = None, min: int = 1, limit: int = 100) -> list[rows.CandidatesRow]:
        """Candidate practices awaiting review · 待审的候选做法.

        Which practices found in reports are not in the vocabulary yet; how many places run them, and one
        sentence of each?

        词表未收、由报告发现的做法有哪些？多少地方已实行，举一句为证。

        >>> found = knowledge.candidates(limit=20)
        """
        return self._rows(rows.CandidatesRow, "candidates", words=words, min=min, limit=limit)

    def co_adopted(self, *, min: int = 2, limit: int = 100) -> list[rows.CoAdoptedRow]:
        """Practices that run together · 同行的做法.

        Which practices often run in the same places; how many places run both?

        哪些做法常在同一地方一起实行？多少个地方两项都实行？

        >>> found = knowledge.co_adopted(limit=20)
        """
        return self._rows(rows.CoAdoptedRow, "co-adopted", min=min, limit=limit)

    def co_adopted_with(self, practice: str) -> list[rows.CoAdoptedWithRow]:
        """Practices that run together with one · 与一项做法同行的做法.

        Which practices often run where a practice runs?

        实行某做法的地方还常实行哪些做法？

        >>> found = knowledge.co_adopted_with("枫桥经验")
        """
        return self._rows(rows.CoAdoptedWithRow, "co-adopted-with", practice=practice)

    def counsel(
        self, *, place: str | None = None, area: str | None = None, year: int | None = None, limit: int = 1000
    ) -> list[rows.CounselRow]:
        """Law firms and whom they advise · 法律顾问.

        Which law firms are retained, by which places and bodies?

        哪些律师事务所受聘？受何地、何机构聘用？

        >>> found = knowledge.counsel()
        """
        return self._rows(rows.CounselRow, "counsel", place=place, area=area, year=year, limit=limit)

    def coverage(
        self, *, place: str | None = None, area: str | None = None, year: int | None = None, limit: int = 1000
    ) -> list[rows.CoverageRow]:
        """Reports that are held · 已收录的报告.

        Of which places and years are reports held, and how many statements does each make?

        已收录哪些地方、哪些年度的报告？各有多少条陈述？

        >>> found = knowledge.coverage()
        """
        return self._rows(rows.CoverageRow, "coverage", place=place, area=area, year=year, limit=limit)

    def coverage_by(
        self, *, province: str | None = None, level: str | None = None, year: int | None = None
    ) -> list[rows.CoverageByRow]:
        """Coverage by province, level and year · 各省、各层级、各年的收录.

        How many places and reports are held of each province, level and year, out of how many divisions?

        各省、各层级、各年度有几个地方、几份报告？该层级共有多少区划？

        >>> found = knowledge.coverage_by()
        """
        return self._rows(rows.CoverageByRow, "coverage-by", province=province, level=level, year=year)

    def coverage_by_year(self) -> list[rows.CoverageByYearRow]:
        """Coverage by year · 各年的收录.

        Of how many places are reports held in each year, and how many reports?

        各年度有几个地方、几份报告？

        >>> found = knowledge.coverage_by_year()
        """
        return self._rows(rows.CoverageByYearRow, "coverage-by-year")

    def deficient(
        self,
        *,
        place: str | None = None,
        practice: str | None = None,
        year: int | None = None,
        area: str | None = None,
        limit: int = 1000,
    ) -> list[rows.DeficientRow]:
        """Practices reported as weak · 被指为不足的做法.

        Which places admit that which practices are weak, and in which words?

        哪些地方承认哪些做法薄弱或不足？原句如何说？

        >>> found = knowledge.deficient()
        """
        return self._rows(
            rows.DeficientRow, "deficient", place=place, practice=practice, year=year, area=area, limit=limit
        )

    def difference(self, a: str, b: str) -> list[rows.DifferenceRow]:
        """Practices that one place has and another has not · 甲地有而乙地没有的做法.

        Which practices does place A run that no report of place B claims to run, and what do B's reports say
        of them instead?

        甲地已实行、乙地没有称已实行的有哪些做法？乙地另有何说法？

        >>> found = knowledge.difference("南翔镇", "真新街道")
        """
        return self._rows(rows.DifferenceRow, "difference", a=a, b=b)

    def evidence_of(self, place: str, practice: str, *, status: str | None = None) -> list[rows.EvidenceOfRow]:
        """Evidence of a practice in a place · 一项做法在一地的证据.

        Every sentence that speaks of a practice in a place: offsets and quotation.

        某地实行某做法的全部原句及其位置。

        >>> found = knowledge.evidence_of("南城街道", "枫桥经验")
        """
        return self._rows(rows.EvidenceOfRow, "evidence-of", place=place, practice=practice, status=status)

    def figures(
        self,
        *,
        practice: str | None = None,
        place: str | None = None,
        area: str | None = None,
        year: int | None = None,
        measure: str | None = None,
        limit: int = 500,
    ) -> list[rows.FiguresRow]:
        """Figures that reports give · 报告中的数据.

        Which figures do the reports give, of a practice, place, year or measure if named?

        报告给出了哪些数据？可限于某做法、某地、某年或某事项。

        >>> found = knowledge.figures(place="南城街道", measure="调解")
        """
        return self._rows(
            rows.FiguresRow,
            "figures",
            practice=practice,
            place=place,
            area=area,
            year=year,
            measure=measure,
            limit=limit,
        )

    def figures_across(
        self, measure: str, *, year: int | None = None, area: str | None = None, measures: int = 3, limit: int = 500
    ) -> list[rows.FiguresAcrossRow]:
        """One measure across places · 一个事项在各地的数据.

        What figures do places give of a measure (such as 调解案件), year by year, those of one unit together? Of
        the measures with these words, those that reports give most often.

        某事项（如调解案件）各地各年的数据是多少？单位相同的排在一起；只取含有这些字词、数据最多的若干个事项。

        >>> found = knowledge.figures_across("调解案件")
        """
        return self._rows(
            rows.FiguresAcrossRow,
            "figures-across",
            measure=measure,
            year=year,
            area=area,
            measures=measures,
            limit=limit,
        )

    def first_reports_of(self, practice: str, *, area: str | None = None) -> list[rows.FirstReportsOfRow]:
        """First reports of one practice · 一项做法的首次报告.

        In which year did each place first report that it runs a practice, in order of time?

        各地最早在哪一年度的报告中称已实行某做法？按时间先后排列。

        >>> found = knowledge.first_reports_of("枫桥经验")
        """
        return self._rows(rows.FirstReportsOfRow, "first-reports-of", practice=practice, area=area)

    def gaps_of(self, place: str, *, area: str | None = None, min: int = 2, limit: int = 200) -> list[rows.GapsOfRow]:
        """Practices that others run and a place does not · 别处有而一地没有的做法.

        Which practices do other places (of an area) run that no report of a place claims, and how many of
        them do?

        （某地区内）别的地方已实行、某地没有称已实行的有哪些做法？多少个地方实行？

        >>> found = knowledge.gaps_of("新窑镇")
        """
        return self._rows(rows.GapsOfRow, "gaps-of", place=place, area=area, min=min, limit=limit)

    def gone_in(self, place: str, year: int) -> list[rows.GoneInRow]:
        """Practices no longer claimed in a year · 一地某年不再提起的做法.

        Which practices did a place claim before, but not in its report of a year; what does that report say
        of them instead?

        某地以前称已实行、某年的报告不再称已实行的有哪些做法？该年另有何说法？

        >>> found = knowledge.gone_in("南城街道", 2021)
        """
        return self._rows(rows.GoneInRow, "gone-in", place=place, year=year)

    def honours(
        self, *, place: str | None = None, area: str | None = None, year: int | None = None, limit: int = 1000
    ) -> list[rows.HonoursRow]:
        """Honours received · 所获荣誉.

        Which honours were received, by whom, and what proves it?

        哪些地方、机构获得了哪些荣誉？

        >>> found = knowledge.honours()
        """
        return self._rows(rows.HonoursRow, "honours", place=place, area=area, year=year, limit=limit)

    def institutions(
        self, *, type: str | None = None, area: str | None = None, limit: int = 1000
    ) -> list[rows.InstitutionsRow]:
        """Institutions by type and place · 机构名录.

        Which institutions do the reports name; of which type, and of which place?

        报告提到哪些机构？属于何地、何类？

        >>> found = knowledge.institutions()
        """
        return self._rows(rows.InstitutionsRow, "institutions", type=type, area=area, limit=limit)

    def institutions_in(
        self, practice: str, *, area: str | None = None, limit: int = 500
    ) -> list[rows.InstitutionsInRow]:
        """Institutions that take part in a practice · 参与一项做法的机构.

        Which institutions take part in a practice; where, when, and what proves it?

        哪些机构参与某做法？在何地、何年，何以为证？

        >>> found = knowledge.institutions_in("协同联动工作机制")
        """
        return self._rows(rows.InstitutionsInRow, "institutions-in", practice=practice, area=area, limit=limit)

    def lapsed_laws(self, *, year: int | None = None, area: str | None = None) -> list[rows.LapsedLawsRow]:
        """Laws cited when not in force · 引用时已不施行的规范性文本.

        Which reports cite a law that was repealed, or not yet in force, in the report year; repealed when,
        replaced by what?

        哪些报告引用了当年已废止或尚未施行的规范性文本？何时废止，由何替代？

        >>> found = knowledge.lapsed_laws()
        """
        return self._rows(rows.LapsedLawsRow, "lapsed-laws", year=year, area=area)

    def law_firms(self, *, area: str | None = None, limit: int = 200) -> list[rows.LawFirmsRow]:
        """Law firms · 律师事务所.

        How many places retain each law firm, and in which first and last report year?

        各律师事务所受几个地方聘用？最早、最近何年？

        >>> found = knowledge.law_firms()
        """
        return self._rows(rows.LawFirmsRow, "law-firms", area=area, limit=limit)

    def laws_by_kind(self, *, year: int | None = None, area: str | None = None) -> list[rows.LawsByKindRow]:
        """Kinds of laws cited · 各类规范性文本.

        How many laws of each kind are cited, in how many reports?

        各类规范性文本各引用了几部、几份报告？

        >>> found = knowledge.laws_by_kind()
        """
        return self._rows(rows.LawsByKindRow, "laws-by-kind", year=year, area=area)

    def laws_cited(
        self,
        *,
        place: str | None = None,
        area: str | None = None,
        year: int | None = None,
        kind: str | None = None,
        limit: int = 100,
    ) -> list[rows.LawsCitedRow]:
        """Laws most cited · 所引的规范性文本.

        Which laws are cited most: in how many reports, and in how many was the law not in force?

        哪些规范性文本被引用最多？各有几份报告，其中几份引用时已不施行？

        >>> found = knowledge.laws_cited()
        """
        return self._rows(rows.LawsCitedRow, "laws-cited", place=place, area=area, year=year, kind=kind, limit=limit)

    def laws_for(self, practice: str, *, area: str | None = None) -> list[rows.LawsForRow]:
        """Laws cited for a practice · 一项做法所依据的规范性文本.

        Which laws do the reports cite for a practice, and what proves it?

        报告说某做法依据哪些规范性文本？何以为证？

        >>> found = knowledge.laws_for("党政联席会议制度")
        """
        return self._rows(rows.LawsForRow, "laws-for", practice=practice, area=area)

    def measures(
        self, *, words: str | None = None, area: str | None = None, min: int = 1, limit: int = 500
    ) -> list[rows.MeasuresRow]:
        """What reports count · 所计的事项.

        What do reports count: in which unit, how many places give it, and the least and greatest value?

        报告统计了哪些事项？用何单位，几个地方给出，最小、最大各多少？

        >>> found = knowledge.measures(words="调解")
        """
        return self._rows(rows.MeasuresRow, "measures", words=words, area=area, min=min, limit=limit)

    def missing_reports(self, year: int, *, area: str | None = None, limit: int = 1000) -> list[rows.MissingReportsRow]:
        """Places without a report of a year · 某年缺报告的地方.

        Of which places are reports of other years held, but none of a year; which is the first and last held?

        哪些地方有别的年度的报告而没有某年的？最早、最近收录的是哪一年？

        >>> found = knowledge.missing_reports(2021)
        """
        return self._rows(rows.MissingReportsRow, "missing-reports", year=year, area=area, limit=limit)

    def new_in(self, place: str, year: int) -> list[rows.NewInRow]:
        """Practices new in a year · 一地某年新增的做法.

        Which practices does a place claim to run in a year, and in none of its earlier reports?

        某地哪些做法到某年才第一次称已实行？

        >>> found = knowledge.new_in("南城街道", 2021)
        """
        return self._rows(rows.NewInRow, "new-in", place=place, year=year)

    def peculiar_to(self, place: str) -> list[rows.PeculiarToRow]:
        """Practices peculiar to one place · 一地独有的做法.

        Which practices does one place run and no other place whose report is held?

        在已收录的地方中，哪些做法只有某地已实行？

        >>> found = knowledge.peculiar_to("南城街道")
        """
        return self._rows(rows.PeculiarToRow, "peculiar-to", place=place)

    def pioneers(self, *, topic: str | None = None, min: int = 2, limit: int = 100) -> list[rows.PioneersRow]:
        """Who reported a practice first · 最早报告某做法的地方.

        Which place was the first to report each practice that at least so many places run, and in which year?
        Of places first in the same year five are listed.

        各项做法最早由何地在哪一年度报告称已实行？同年首报的地方超过五个时只列五个。

        >>> found = knowledge.pioneers(min=3)
        """
        return self._rows(rows.PioneersRow, "pioneers", topic=topic, min=min, limit=limit)

    def places(self, *, area: str | None = None, level: str | None = None, limit: int = 5000) -> list[rows.PlacesRow]:
        """Places with reports · 有报告的地方.

        Of which places are reports held; how many, from when to when, and how many practices do they run?

        哪些地方有报告？几份、何年起止，实行几项做法？

        >>> found = knowledge.places()
        """
        return self._rows(rows.PlacesRow, "places", area=area, level=level, limit=limit)

    def places_of(
        self,
        practice: str,
        *,
        year: int | None = None,
        status: str | None = None,
        area: str | None = None,
        limit: int = 500,
    ) -> list[rows.PlacesOfRow]:
        """Places of one practice · 一项做法所在的地方.

        Which places claim a practice; when, in which status, since when, and what proves it?

        哪些地方的报告说到某做法？何年、何种状态，自何年起，何以为证？

        >>> found = knowledge.places_of("枫桥经验")
        """
        return self._rows(
            rows.PlacesOfRow, "places-of", practice=practice, year=year, status=status, area=area, limit=limit
        )

    def planned(
        self,
        *,
        place: str | None = None,
        practice: str | None = None,
        year: int | None = None,
        area: str | None = None,
        limit: int = 1000,
    ) -> list[rows.PlannedRow]:
        """Practices that are promised · 计划实行的做法.

        Which places promise which practices, and does any report of theirs say that they run it? Of reports
        whose year is known.

        哪些地方计划实行哪些做法？是否有报告称已实行？只含年度已知的报告。

        >>> found = knowledge.planned()
        """
        return self._rows(rows.PlannedRow, "planned", place=place, practice=practice, year=year, area=area, limit=limit)

    def practices(
        self, *, words: str | None = None, topic: str | None = None, limit: int = 500
    ) -> list[rows.PracticesRow]:
        """Catalogue of practices · 做法目录.

        Which practices do the reports speak of (by words, by top concept); how many places run them, first
        reported when?

        报告说到的做法有哪些（可按字词、类目）？多少地方已实行，最早何年？

        >>> found = knowledge.practices(words="调解")
        """
        return self._rows(rows.PracticesRow, "practices", words=words, topic=topic, limit=limit)

    def practices_of(
        self, place: str, *, year: int | None = None, status: str | None = None, topic: str | None = None
    ) -> list[rows.PracticesOfRow]:
        """Practices of one place · 一地的做法.

        Which practices do the reports of a place claim; in which status, since when, and what proves it?

        某地的报告说了哪些做法？何种状态，自何年起，何以为证？

        >>> found = knowledge.practices_of("真新街道", year=2024)
        """
        return self._rows(rows.PracticesOfRow, "practices-of", place=place, year=year, status=status, topic=topic)

    def practices_under(self, topic: str, *, province: str | None = None) -> list[rows.PracticesUnderRow]:
        """Practices under a top concept, by province · 一类做法在各省.

        How common are the practices under a top concept in each province?

        某顶层类目下的做法在各省有多少地年已实行，占多少有报告的地年？

        >>> found = knowledge.practices_under("健全社会矛盾纠纷行政预防调处化解体系")
        """
        return self._rows(rows.PracticesUnderRow, "practices-under", topic=topic, province=province)

    def practices_with(self, type: str, *, area: str | None = None, limit: int = 200) -> list[rows.PracticesWithRow]:
        """Practices that a type of institution takes part in · 一类机构参与的做法.

        In which practices do institutions of a type (such as justice offices) take part; where, when, and
        what proves it?

        某类机构（如司法所）参与哪些做法？在何地、何年，何以为证？

        >>> found = knowledge.practices_with("司法所")
        """
        return self._rows(rows.PracticesWithRow, "practices-with", type=type, area=area, limit=limit)

    def profile_of(self, place: str, *, year: int | None = None) -> list[rows.ProfileOfRow]:
        """Profile of one place · 一地做法的分布.

        Under which top concepts do the practices of a place fall; how many implemented, planned, weak?

        某地的做法分属哪些顶层类目？各有几项已实行、计划、不足？

        >>> found = knowledge.profile_of("南城街道")
        """
        return self._rows(rows.ProfileOfRow, "profile-of", place=place, year=year)

    def promises(
        self,
        *,
        place: str | None = None,
        practice: str | None = None,
        year: int | None = None,
        outcome: str | None = None,
        area: str | None = None,
        limit: int = 500,
    ) -> list[rows.PromisesRow]:
        """Promises and what became of them · 承诺及其结果.

        What was promised in a year, and what does the next year's report say: kept, weak, renewed, dropped,
        or is none held?

        某年计划的做法，下一年的报告怎么说：已兑现、仍不足、再次承诺、未再提起，还是没有报告？

        >>> found = knowledge.promises(place="南城街道")
        """
        return self._rows(
            rows.PromisesRow,
            "promises",
            place=place,
            practice=practice,
            year=year,
            outcome=outcome,
            area=area,
            limit=limit,
        )

    def promises_by_place(
        self, *, area: str | None = None, year: int | None = None, limit: int = 200
    ) -> list[rows.PromisesByPlaceRow]:
        """How places keep their promises · 各地的承诺兑现.

        How many promises of each place were kept in the next year's report, weak, renewed, dropped, or are
        open?

        各地有多少承诺，其中多少在下一年兑现、不足、再次承诺、未再提起？

        >>> found = knowledge.promises_by_place()
        """
        return self._rows(rows.PromisesByPlaceRow, "promises-by-place", area=area, year=year, limit=limit)

    def promises_by_practice(
        self, *, year: int | None = None, topic: str | None = None, limit: int = 200
    ) -> list[rows.PromisesByPracticeRow]:
        """How promises of practices fare · 各项做法的承诺兑现.

        How many promises of each practice were kept in the next year's report, weak, renewed, dropped, or are
        open?

        各项做法有多少承诺，其中多少在下一年兑现、不足、再次承诺、未再提起？

        >>> found = knowledge.promises_by_practice()
        """
        return self._rows(rows.PromisesByPracticeRow, "promises-by-practice", year=year, topic=topic, limit=limit)

    def related_practices(self, practice: str) -> list[rows.RelatedPracticesRow]:
        """Practices related to one · 与一项做法相关的做法.

        Which practices are narrower, broader, siblings or close to one, and how many places run each?

        某做法的下位、上位、同属和近义做法有哪些？各在多少地方实行？

        >>> found = knowledge.related_practices("行政执法三项制度")
        """
        return self._rows(rows.RelatedPracticesRow, "related-practices", practice=practice)

    def reports_citing(
        self, law: str, *, area: str | None = None, year: int | None = None
    ) -> list[rows.ReportsCitingRow]:
        """Reports that cite a law · 引用一部规范性文本的报告.

        Which reports cite a law; when, was it in force, and in which sentence?

        哪些地方的报告引用了某规范性文本？何年，当时是否有效，原句如何说？

        >>> found = knowledge.reports_citing("民法典")
        """
        return self._rows(rows.ReportsCitingRow, "reports-citing", law=law, area=area, year=year)

    def sentence(self, evidence: str) -> list[rows.SentenceRow]:
        """Everything about one sentence · 关于一个句子的一切.

        Which statements does the sentence of a piece of evidence prove, and where does it stand?

        某一证据所在的句子还证明了哪些陈述？出自哪份报告何处？

        >>> found = knowledge.sentence("https://w3id.org/fazhi/id/report/23686ecaca9ce5d69c288814fdd43387490f618709b5060cb24110349c36551d/passage-2158-2225-2166-2170")
        """
        return self._rows(rows.SentenceRow, "sentence", evidence=evidence)

    def sentences(
        self,
        words: str,
        *,
        place: str | None = None,
        area: str | None = None,
        year: int | None = None,
        reports: int = 50,
        limit: int = 100,
    ) -> list[rows.SentencesRow]:
        """Sentences with words · 含有某些字词的句子.

        Which sentences that prove something hold these words, and from which place and year are they? Only so
        many reports whose text holds them are looked through, in the order of places and years.

        哪些作为证据的句子含有某些字词？出自何地何年的报告？按地方和年度，只查正文含有这些字词的前若干份报告。

        >>> found = knowledge.sentences("枫桥经验")
        """
        return self._rows(
            rows.SentencesRow, "sentences", words=words, place=place, area=area, year=year, reports=reports, limit=limit
        )

    def shared_by(self, a: str, b: str) -> list[rows.SharedByRow]:
        """Practices that two places share · 两地共有的做法.

        Which practices do two places both run; since when in each, and which sentence of each proves it?

        甲、乙两地都已实行哪些做法？各自最早何年，各举一句为证。

        >>> found = knowledge.shared_by("南城街道", "万兴街道")
        """
        return self._rows(rows.SharedByRow, "shared-by", a=a, b=b)

    def shared_claims(self, *, min: int = 2, most: int = 30, limit: int = 50) -> list[rows.SharedClaimsRow]:
        """Practices shared by several places, claim by claim · 多地共有的做法及其出处.

        Which practices run in at least and at most so many places; where, when, in which status, and what
        proves it?

        哪些做法至少、至多在若干个地方已实行？各在何地、何年、何种状态，何以为证？

        >>> found = knowledge.shared_claims(min=3)
        """
        return self._rows(rows.SharedClaimsRow, "shared-claims", min=min, most=most, limit=limit)

    def shared_practices(
        self, *, min: int = 2, topic: str | None = None, limit: int = 200
    ) -> list[rows.SharedPracticesRow]:
        """Practices shared by several places · 多地共有的做法.

        Which practices run in at least so many places; first reported when, and in what share of covered
        place-years?

        哪些做法至少在若干个地方已实行？最早何年有报告，占多少有报告的地年？

        >>> found = knowledge.shared_practices()
        """
        return self._rows(rows.SharedPracticesRow, "shared-practices", min=min, topic=topic, limit=limit)

    def spread_of(self, practice: str) -> list[rows.SpreadOfRow]:
        """Spread of one practice · 一项做法的推广.

        In how many places does a practice run each year, out of how many whose report is held, and how many
        report it for the first time?

        各年度有几个地方已实行某做法？占当年有报告的地方的多少？其中几个是第一次报告？

        >>> found = knowledge.spread_of("枫桥经验")
        """
        return self._rows(rows.SpreadOfRow, "spread-of", practice=practice)

    def top_practices(
        self, *, year: int | None = None, topic: str | None = None, limit: int = 20
    ) -> list[rows.TopPracticesRow]:
        """Most common practices · 最普及的做法.

        Which practices are most common (in a year): in how many place-years do they run, out of how many
        covered?

        （某年）哪些做法最普及？多少地年已实行，占多少有报告的地年？

        >>> found = knowledge.top_practices()
        """
        return self._rows(rows.TopPracticesRow, "top-practices", year=year, topic=topic, limit=limit)

    def top_practices_in(
        self, province: str, *, topic: str | None = None, limit: int = 20
    ) -> list[rows.TopPracticesInRow]:
        """Most common practices of a province · 一省最普及的做法.

        Which practices are most common in a province: in how many place-years do they run, out of how many
        covered there?

        某省哪些做法最普及？多少地年已实行，占该省多少有报告的地年？

        >>> found = knowledge.top_practices_in("上海市")
        """
        return self._rows(rows.TopPracticesInRow, "top-practices-in", province=province, topic=topic, limit=limit)

    def unplaced_reports(self) -> list[rows.UnplacedReportsRow]:
        """Reports of an unknown place or year · 地点或年度不明的报告.

        Of which reports is the place or the year not known, and which places could it be?

        哪些报告看不出是何地或何年的？可能是哪些地方？

        >>> found = knowledge.unplaced_reports()
        """
        return self._rows(rows.UnplacedReportsRow, "unplaced-reports")

    def weak_points(
        self, *, year: int | None = None, topic: str | None = None, limit: int = 50
    ) -> list[rows.WeakPointsRow]:
        """Practices most often reported as weak · 最常被指为不足的做法.

        Which practices are most often admitted to be weak: in how many place-years, against how many that run
        them?

        哪些做法最常被承认不足？多少地年说不足，同时多少地年称已实行？

        >>> found = knowledge.weak_points()
        """
        return self._rows(rows.WeakPointsRow, "weak-points", year=year, topic=topic, limit=limit)
