"""The words that guardrails know: those that carry no fact, irregular forms, and families of near-equal meaning."""

_STOP = """
a an the and or but so nor of to in on at by for from with without into onto over under about after before during
between since until while as than then that this these those there here it its it's he she his her him they them
their theirs we us our ours you your i me my mine who whom whose which what when where why how is are was were be
been being am 's has have had having do does did doing done will would shall should can could may might must not no
never if whether because due all any both each either neither every few many more most much other others another
some such only own same too very just also still again now yet ever even once up down out off via per toward towards
across against within along around among through one ones got get gets getting go goes going went come comes coming
came back be's two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen
half twice third quarter let lets etc ie eg vs um ok okay yes well
"""
STOP = frozenset(_STOP.split())
"""Function words and number words."""
_REPORTING = """
say says said saying report reports reported reporting note notes noted mention mentions mentioned ask asks asked
asking state states stated tell tells told post posts posted write writes wrote observe observed see sees saw seen
announce announced reply replied replies answer answered answers according accordingly add adds added point points
pointed share shared describe described comment commented explain explained explains indicate indicated indicates
claim claims claimed remark remarked warn warned warns propose proposed suggest suggested first last later earlier
then next finally initially meanwhile shortly afterwards eventually currently recently previously already soon team
teams person people someone somebody anyone nobody everyone member responder responders engineer engineers incident
record entry entries message messages channel chat thread conversation discussion update updates summary time times
minute minutes hour hours second seconds day days utc am pm owner due unknown cause theory ruled seems dismissed
change result sign status severity set lead comms ops scribe role detected acknowledged started mitigated declared
ended helped effect made worse ran monitoring took take takes taken give gave gives given make makes use used using
try tried trying tries attempt attempted find found think thinks thought believe believes believed know knows knew
known appear appears appeared show shows showed shown become became remain remains remained continue continues
continued begin began start keep kept happen happened happens occur occurred occurs admit admits admitted volunteer
volunteered recall recalled remember remembered remembers wonder wondered hope hoped hopes expect expected expects
request requested regret regretted regrets complained complains lot thing things way part number several various
overall total about approximately roughly nearly almost around least above below exceed exceeded exceeds exceeding
reach reached lasted lasting went ms percent gb mb kb level levels value usage however although though both also
additionally furthermore therefore thus hence instead rather
"""
REPORTING = frozenset(_REPORTING.split())
"""Words that tell how something is told, and of nothing that was: they need no source."""
_ADVERBS = """
really fully actually quite completely entirely exactly necessarily seem appear be been being to
"""
ADVERBS = frozenset(_ADVERBS.split())
"""What may stand between a "not" and the word that it denies."""
IRREGULAR = {
    "went": "go", "gone": "go", "goes": "go", "began": "begin", "begun": "begin", "saw": "see", "seen": "see", "found": "find",
    "said": "say", "took": "take", "taken": "take", "ran": "run", "running": "run", "made": "make", "making": "make", "got": "get",
    "gotten": "get", "came": "come", "fell": "fall", "fallen": "fall", "rose": "rise", "risen": "rise", "grew": "grow",
    "grown": "grow", "lost": "lose", "sent": "send", "kept": "keep", "left": "leave", "broke": "break", "broken": "break",
    "thought": "think", "knew": "know", "known": "know", "told": "tell", "gave": "give", "given": "give", "wrote": "write",
    "written": "write", "held": "hold", "brought": "bring", "met": "meet", "paid": "pay", "shown": "show", "stuck": "stick",
    "spoke": "speak", "chose": "choose", "chosen": "choose", "hung": "hang", "shut": "shut", "does": "do", "did": "do",
    "done": "do", "people": "person", "min": "minute", "mins": "minute", "sec": "second", "secs": "second", "hrs": "hour",
    "dispatched": "dispatch", "cert": "certificate", "certs": "certificate", "config": "configuration", "configs": "configuration",
    "db": "database", "dbs": "database", "prod": "production", "pg": "postgres", "k8s": "kubernetes", "repl": "replication",
}  # fmt: skip
FAMILIES = """
increase climb jump spike rise grow surge raise shoot peak bump
decrease drop fall lower decline reduce shrink dip
revert rollback undo
restart reboot bounce reload
disable turnoff
enable turnon
fail failure error break broken crash outage erroring
customer user client
investigate look check examine dig look-into inspect
deploy deployment release ship rollout push
fix resolve solve mitigate repair remedy
slow latency lag delay
alert alarm page fire trigger
issue problem incident trouble
recover normal restore healthy clear
suspect guess believe suppose theory hypothesis think suspicion doubt maybe probably
begin start
end stop finish over close
big large
hotfix patch
disable off
enable on
server host machine node box
remove delete drop-out
change alter modify
full exhaust saturate max
get receive
need want
wrong incorrect
propose suggest suggestion proposal recommend
confirm verify verification
decide decision choose agree
dismiss ignore
promise offer
write create draft
reach hit
failover fail-over
alive live
"""
"""One family a line; its first word stands for all."""
