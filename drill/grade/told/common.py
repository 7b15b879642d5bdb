"""How much a stem tells: rare ones more than common ones.

A word that stands on every other card says little about one of them. The share of the shipped
banks' cards that a stem stands on was counted once; `python tests/benchmarks/weigh.py --common`
counts it again. The banks need not be read for it, and a bank of another subject only finds most of
its words rare.
"""

from __future__ import annotations

RARE = 0.8
"""What any stem tells that is not among the common ones, from 0 to 1."""
COMMON = {
    0.0: ("a and is of the "),
    0.1: ("1 2 at for gradient in it its not one so that to what with "),
    0.2: (
        "0 3 all are as by derivativ doe each f first from giv has how loss no on only or rat "
        "slop step tim two weight which x "
    ),
    0.3: (
        "4 about activ an backward batch be both but can cdot chang convex descent do error eta "
        "every exampl factor function g if input keep larg layer learn local mean near need "
        "network numb order other output over pass per point product sam say second siz small "
        "squar sum them then ther thi train unit use valu w when wher why would y you zero "
    ),
    0.4: (
        "10 5 6 adam add after against along averag b back below between com compar comput "
        "constant cost count curvatur data decay depend differenc direction down e end entry "
        "exact fall far fix forward frac full grad grow h hav hessian k l length lik lin linear "
        "log lower m mak many matrix maximum may memory minimum model mor most mov multiply "
        "must n negativ nois norm nothing onc optimis out own partial plain positiv result "
        "right rul run saddl scal sentenc set sgd show sigma sign signal smooth sqrt start stat "
        "stay still such t tak term test than their they thr through too top up updat v vector "
        "way without work wrong z "
    ),
    0.5: (
        "1000 12 16 32 7 8 9 abov accumul again almost alon already also anoth any apply approx "
        "backpropag becaus becom befor best better bia bias bound c call cancel caus chain "
        "check condition correct critical cross curv d delta depth deriv diagonal diff "
        "differenti differentiabl divid eigenvalu enough entropy eps equal even everywher "
        "explod exponential fail featur few find finit fit flat form four ge get global go goe "
        "good graph happen hat held help her hidden high hold i independent initialis insid "
        "instead into itself j jacobian lambda larger largest last le least leav left less lie "
        "limit logistic long longer look low lvert matt measur million mini minima minimis minu "
        "moment momentum much nam never non none normalis off often oper p paramet part path "
        "penalty plac plateau pre probabil problem put random ratio reach regression relu "
        "respect revers ris round row rvert satur scalar schedul seed several shap shar shrink "
        "sid sigmoid sinc singl slow smaller som stor strict strong target tell tend tiny "
        "togeth tru turn twic typ u under used usual valley vanish variabl varianc warmup was "
        "well wheth whil whol whos xy "
    ),
    0.6: (
        "100 18 20 adamw affin agr alway answ apart approxim argu arriv ask assumption away bad "
        "balanc begin being bit bowl branch break build carry cas central checkpoint choos "
        "chord class classical clear clip clipp clos coefficient column component continuou "
        "converg convergenc cosin cut decid deep defin definition design different dimension "
        "diverg dot doubl downhill dropout dx early els elsewher epoch estim evalu ever everyth "
        "exist expect experi explain fast faster fewer follow fraction gain gb general "
        "generalis geometric given gpu guarant half halv hand hardly hardwar higher increas "
        "inequal inner interval interview iter just kept kernel kind kink know l2 label "
        "landscap lead let littl logarithm logit mask matric method miss mix mod moving mu "
        "narrow ne necessary neither neural new newton next nod noisy nor nudg o old origin "
        "outer overshoot pair parallel plu pmatrix poor precision prediction pric proof prov "
        "python pytorch quadratic question quotient rais rang rar read real reason recomput "
        "regularis report residual rest return runn s sampl sav scor search see separ settl "
        "short should softmax solv soon spe spread stabil stabl stand standard stationary "
        "statistic steady steep steepest stop straight stretch subgradient subtract sufficient "
        "summ sweep taken tangent ten tensor text thes thing third thos thousand threshold "
        "total toward trac transform transpos tun until useful valid veloc very walk wer whatev "
        "word worse writ written wx yet your "
    ),
}
"""Stems by what they tell: log((cards + 1) / (cards with it + 1)) / log(cards + 1)."""
TELLS = {stem: tells for tells, listed in COMMON.items() for stem in listed.split()}


def tells(stem: str) -> float:
    """Give how much a stem tells, from 0 to 1."""
    return TELLS.get(stem, RARE)
