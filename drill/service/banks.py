"""temporary"""
from __future__ import annotations
import yaml
from pathlib import Path
from drill.bank.model import *
from drill.grade.part import *
from drill.maths.domain import Domain
def P(p): return Primer(p.get('why',''),p.get('intuition',''),p.get('explanation',''))
def load_library(content, places):
    topics=[]
    order=['derivatives','partial_derivatives','chain_rule','gradient','gradient_descent','backpropagation','convexity']
    for name in order:
        f=Path(__file__).parents[2]/'content/calculus'/f'{name}.yaml'
        if not f.exists(): continue
        d=yaml.load(f.read_text(), yaml.CSafeLoader)
        cs=tuple(Concept(c['id'],d['topic'],c['title'],P(c.get('primer',{})),tuple(c.get('requires',()))) for c in d['concepts'])
        cards=[]
        for c in d['cards']:
            part=None
            r=c.get('response')
            if r:
                t=str(r.get('truth') or '\n'.join(r.get('accept',[])))
                part=Part('a',AnswerType(r['type']),t,'',tuple(r.get('variables',())),tolerance=r.get('tolerance',0.0))
            elif c.get('choices'):
                ch=tuple(Choice('abcdefg'[i],x['text'],x.get('why','')) for i,x in enumerate(c['choices']))
                part=Part('a',AnswerType.CHOICE,'abcdefg'[[bool(x.get('correct')) for x in c['choices']].index(True)],choices=ch)
            elif c.get('lines'):
                ch=tuple(Choice('abcdefghijk'[i],x) for i,x in enumerate(c['lines']))
                part=Part('a',AnswerType.ORDERING,' '.join(x.id for x in ch),choices=ch)
            kp=tuple(KeyPoint(k['id'],k['text'],k.get('must',False),float(k.get('weight',1)),tuple(tuple(map(str,g)) for g in k.get('cues',())),tuple(k.get('not',()))) for k in c.get('key_points',()))
            cards.append(Card(c['id'],d['topic'],c['concept'],Kind(c['kind']),c['prompt'],c['answer'],Seniority(c.get('level','junior')),part,kp,(),tuple(c.get('hints',())),tuple(c.get('covers',()))))
        ex=tuple(FamilyUse(e['family'],e['concept'],tuple(e['levels'])) for e in d.get('exercises') or ())
        topics.append(Topic(d['topic'],d['title'],P(d['primer']),cs,tuple(cards),ex))
    return Library(tuple(topics))
