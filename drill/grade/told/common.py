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
    0.1: ("1 2 at for gradient in it not one so that to what with "),
    0.2: (
        "0 3 4 all are as by derivativ doe each f first from giv has how its loss no on only or "
        "rat slop step tim two weight which x "
    ),
    0.3: (
        "about activ an backward batch be both but can cdot chang convex descent do error eta "
        "every exampl factor function if input larg layer learn local mean near need network "
        "numb order other output over pass per point product sam say second siz small squar sum "
        "them then ther thi train unit use valu w wher why would y you zero "
    ),
    0.4: (
        "10 5 6 adam add after against along averag b back below between com compar comput "
        "constant cost count curvatur data decay depend differenc direction down e end entry "
        "exact fall far fix forward frac full g grad grow h hav hessian high k keep l length "
        "lin linear log long lower m mak many matrix maximum may memory minimum model mor most "
        "mov multiply must n negativ nois non norm noth onc optimis out own partial positiv "
        "right rul run saddl scal set sgd sigma sign signal smooth sqrt start stat stay such "
        "tak term test than their they thr through too top up updat v vector way when without "
        "wrong z "
    ),
    0.5: (
        "000 12 16 32 7 8 9 abov accumul again almost alon also anoth any apply approx "
        "backpropag becaus becom befor best bett bia bias bound c call cancel caus chain check "
        "condition cross curv d delta depth deriv diagonal diff differenti differentiabl divid "
        "eigenvalu enough entropy eps equal even everywher explod exponential fail fast featur "
        "few find fit flat form ge get global go goe good graph happen hat held help her hidden "
        "hold i independent initialis insid instead into itself j jacobian lambda largest last "
        "le least leav left less lik limit logistic look low lvert matt measur million mini "
        "minima minimis minu moment momentum much nam never normalis off often oper p paramet "
        "part path penalty plac plain pre probabil problem put random ratio reach regression "
        "relu respect result revers ris round row rvert satur scalar schedul seed sentenc "
        "several shap shar show shrink sid sigmoid sinc singl slow som still stor strict strong "
        "t target tell tend tiny togeth tru turn twic typ u under used usual valley vanish "
        "variabl varianc warmup was well wheth whil whol whos work xy "
    ),
    0.6: (
        "100 18 20 adamw affin agr already alway answ apart approxim argu arriv ask assumption "
        "away bad balanc begin being bit bowl branch break carry cas cheap checkpoint choos "
        "chord class clear clip clipp clos coefficient column component continuou converg "
        "convergenc correct cosin critical cut decid deep defin definition design different "
        "dimension diverg dot doubl downhill dropout early els elsewher epoch estim evalu ever "
        "everyth exist expect experi explain fewer finit four fraction gain gb general "
        "generalis geometric given gpu guarant half halv hand hard hardwar increas inequal "
        "inner interval interview iter kept kernel kind kink know l2 label landscap let lie "
        "littl logarithm logit mask matric method miss mix mod moving mu narrow ne necessary "
        "neith neural new newton next nod noisy nor nudg o old origin outer overshoot pair "
        "parallel plateau pmatrix poor power precision prediction pric proof prov python "
        "pytorch quadratic question rais rang rar read real reason recomput regularis report "
        "residual rest return s sampl sav scor search see separ settl short should softmax solv "
        "soon spe spread stabil stabl stand standard stationary statistic steep steepest stop "
        "straight stretch subgradient subtract sufficient summ sweep taken tangent ten tensor "
        "text thes thing third thos threshold total toward trac transform transpos tun until "
        "useful valid very walk wer whatev word wors writ written wx your "
    ),
}
"""Stems by what they tell: log((cards + 1) / (cards with it + 1)) / log(cards + 1)."""
TELLS = {stem: tells for tells, listed in COMMON.items() for stem in listed.split()}


def tells(stem: str) -> float:
    """Give how much a stem tells, from 0 to 1."""
    return TELLS.get(stem, RARE)
