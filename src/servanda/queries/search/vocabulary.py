"""The words of the field in six languages, so that a record written in English is found in all of them.

They serve to find, and are never shown. From memory; a speaker of each language should look through them.
"""

# An English word as it stands in titles and kinds of act: French, Spanish, Russian, Arabic, Chinese.
FIELD = {
    "accession": "adhésion adhesión присоединение انضمام 加入",
    "annual": "annuel annuelle anual ежегодный سنوي 年度",
    "approval": "approbation aprobación утверждение موافقة 核准",
    "acceptance": "acceptation aceptación принятие قبول 接受",
    "answer": "réponse respuesta ответ رد 答复",
    "article": "artículo статья مادة المادة 条",
    "assessment": "quote-part barème cuota escala взнос шкала نصيب جدول 分摊 比额",
    "assistance": "assistance asistencia помощь مساعدة 援助",
    "clarification": "éclaircissements aclaración разъяснение توضيح 澄清",
    "clearance": "dépollution déminage limpieza remoción desminado очистка разминирование إزالة تطهير 清除",
    "cluster": "sous-munitions racimo кассетный кассетные عنقودية 集束",
    "committee": "comité comisión комитет لجنة 委员会",
    "completeness": "complet exhaustivité completo полнота اكتمال 完整",
    "conference": "conférence conferencia конференция مؤتمر 会议",
    "contradiction": "contradiction contradicción противоречие تناقض 矛盾",
    "convention": "convention convención конвенция اتفاقية 公约",
    "cooperation": "coopération cooperación сотрудничество تعاون 合作",
    "coordination": "coordination coordinación координация تنسيق 协调",
    "deadline": "échéance délai plazo срок أجل موعد مهلة 期限",
    "declaration": "déclaration declaración заявление إعلان 声明 宣布",
    "deposit": "dépôt depósito депонирование сдача إيداع 交存",
    "depositary": "dépositaire depositario депозитарий وديع 保存人",
    "destruction": "destruction destrucción уничтожение تدمير 销毁",
    "education": "sensibilisation educación просвещение توعية 教育",
    "extension": "prolongation prórroga продление تمديد 延期 延长",
    "force": "vigueur vigor силу نفاذ 生效",
    "implementation": "application mise-en-œuvre aplicación осуществление تنفيذ 执行",
    "initial": "initial inicial первоначальный أولي 初次",
    "instrument": "instrument instrumento документ صك 文书",
    "intersessional": "intersessions intersesional межсессионный دورات 闭会期间",
    "meeting": "réunion assemblée reunión совещание اجتماع 会议",
    "membership": "participation membres participación участие عضوية 成员",
    "munitions": "munitions municiones боеприпасы ذخائر 弹药",
    "national": "national nacional национальный وطني 国家",
    "parties": "parties partes участники участников أطراف 缔约国",
    "party": "partie parte участник طرف 缔约国",
    "provisional": "provisoire provisional временное مؤقت 临时",
    "ratification": "ratification ratificación ратификация تصديق 批准",
    "rate": "taux tasa ставка معدل 比率",
    "remnants": "restes restos остатки مخلفات 遗留物",
    "report": "rapport informe доклад отчет تقرير 报告",
    "request": "demande solicitud petición запрос просьба طلب 请求",
    "resolution": "résolution resolución резолюция قرار 决议",
    "retention": "conservation retención удержание сохранение احتفاظ 保留",
    "retained": "conservées retenidas сохраненный محتفظ 保留",
    "review": "examen revisión обзорная استعراض 审议",
    "risk": "risques riesgos риск مخاطر 风险",
    "scale": "barème escala шкала جدول 比额表",
    "signatories": "signataires signatarios подписавшие موقعة 签署国",
    "signatory": "signataire signatario подписавшее موقعة 签署国",
    "signature": "signature firma подписание توقيع 签署",
    "state": "état estado государство دولة 国",
    "states": "états estados государства دول 国家",
    "stockpile": "stocks existencias arsenales запасы مخزونات مخزون 库存",
    "stockpiled": "stocks existencias arsenales запасы مخزونات 库存",
    "succession": "succession sucesión правопреемство خلافة 继承",
    "transparency": "transparence transparencia транспарентность شفافية 透明",
    "universalization": "universalisation universalización универсализация عالمية 普遍",
    "victim": "victimes víctimas жертвам пострадавшим ضحايا 受害者",
    "vote": "vote voto votación голосование تصويت 表决",
    "withdrawal": "retrait dénonciation retiro denuncia выход انسحاب 退出",
}

# What each kind of act is looked for by.
KINDS = {
    "signature": "signature signed",
    "instrument": "instrument deposit deposited depositary",
    "provisional-application": "provisional application declaration",
    "declaration": "declaration communication",
    "withdrawal": "withdrawal withdrew withdrawn denunciation leaving",
    "treaty-in-force": "entry into force treaty convention",
    "report-received": "report received submitted",
    "extension-requested": "extension request requested asked",
    "extension-granted": "extension granted",
    "completed": "completed finished completion",
    "completion-declared": "completion declared declaration compliance",
    "circumstance": "circumstance concerned",
    "clock-started": "clock started event",
    "clock-stopped": "clock stopped answered event",
    "meeting": "meeting",
    "vote": "vote voted resolution roll-call",
    "assessment-rate": "assessment rate scale assessments",
    "published-date": "published printed date deadline",
    "published-figure": "published printed figure number",
    "published-vote": "published printed vote resolution",
    "published-vote-total": "published printed vote total result resolution",
    "completeness": "completeness complete record",
    "publication": "publication published released paper statement minutes letter",
    "retraction": "retraction retracted",
}

STANDINGS_IN_WORDS = {
    "not-yet-due": "not yet due upcoming à-venir pendiente предстоящий 未到期",
    "overdue": "overdue late en-retard retard atrasado vencido просроченный متأخر 逾期",
    "met": "met fulfilled done rempli cumplido выполнено مستوفى 已履行",
    "met-late": "met late en-retard retard tardío поздно متأخر 迟",
    "not-known": "not known unknown inconnu desconocido неизвестно غير-معروف 不详",
    "not-applicable": "not applicable sans-objet no-aplicable неприменимо 不适用",
    "contested": "contested contesté controvertido спорный متنازع 争议",
}
CONTRADICTION = "contradiction contradicts contradicted differs"


def in_six_languages(text: str) -> str:
    """An English text with what its words are called in the other languages, as far as they are words of the field."""
    plain = text.lower().replace("-", " ").replace(",", " ").split()
    return " ".join([text, *(FIELD[word] for word in dict.fromkeys(plain) if word in FIELD)])
