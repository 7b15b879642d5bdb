"""temporary stand-in."""

from __future__ import annotations
import ast
from fractions import Fraction
from drill.maths.tree import *
from drill.maths.tree import Node, Number


def _p(n):
    match n:
        case Sum():
            return 1
        case Negative():
            return 1
        case Product() | Quotient():
            return 2
        case Power():
            return 4
    return 9


def typed(n, tex=False):
    def w(c, p):
        t = typed(c, tex)
        return f"({t})" if _p(c) < p else t

    match n:
        case Number(_, t):
            return t
        case Name(s) | Constant(s):
            return s
        case Negative(b):
            return "-" + w(b, 2)
        case Sum(ts):
            out = w(ts[0], 1)
            for t in ts[1:]:
                out += " - " + w(t.body, 2) if isinstance(t, Negative) else " + " + w(t, 1)
            return out
        case Product(fs):
            return "*".join(
                (w(f, 3) if i else w(f, 2 if not isinstance(f, Quotient) else 3))
                for i, f in enumerate(fs)
            )
        case Quotient(a, b):
            return w(a, 2) + "/" + w(b, 3)
        case Power(a, b):
            return w(a, 5) + "^" + w(b, 5)
        case Call(f, args):
            return f"{f}({', '.join(map(typed, args))})"
        case Vector(i):
            return "(" + ", ".join(map(typed, i)) + ")"
        case SetOf(i):
            return "{" + ", ".join(map(typed, i)) + "}"
        case Matrix(r):
            return "[" + ", ".join("[" + ", ".join(map(typed, x)) + "]" for x in r) + "]"
    raise TypeError(n)


def latex(n):
    return typed(n)


def read(text):
    def go(a):
        match a:
            case ast.Expression(b):
                return go(b)
            case ast.Constant(v):
                return Number(Fraction(str(v)), str(v))
            case ast.Name(i):
                return Constant(i) if i in ("e", "pi") else Name(i)
            case ast.UnaryOp(ast.USub(), v):
                return Negative(go(v))
            case ast.BinOp(l, ast.Add(), r):
                l = go(l)
                r = go(r)
                return Sum((*(l.terms if isinstance(l, Sum) else (l,)), r))
            case ast.BinOp(l, ast.Sub(), r):
                l = go(l)
                r = go(r)
                return Sum((*(l.terms if isinstance(l, Sum) else (l,)), Negative(r)))
            case ast.BinOp(l, ast.Mult(), r):
                l = go(l)
                r = go(r)
                return Product((*(l.factors if isinstance(l, Product) else (l,)), r))
            case ast.BinOp(l, ast.Div(), r):
                return Quotient(go(l), go(r))
            case ast.BinOp(l, ast.Pow(), r):
                return Power(go(l), go(r))
            case ast.Call(f, args):
                return Call(f.id, tuple(map(go, args)))
            case ast.Tuple(e):
                return Vector(tuple(map(go, e)))
            case ast.Set(e):
                return SetOf(tuple(map(go, e)))
            case ast.List(e):
                return Matrix(tuple(tuple(map(go, r.elts)) for r in e))
        raise TypeError(ast.dump(a))

    return go(ast.parse(text.replace("^", "**"), mode="eval"))
