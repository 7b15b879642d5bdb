"""The functions of the exercises a second time, in numpy: for real and complex numbers alike.

Written by their definitions, apart from the trees and from sympy. Import it inside `draw` only.
"""

from __future__ import annotations

from typing import Any

import numpy as np

exp = np.exp
ln = np.log
sin = np.sin
cos = np.cos
tan = np.tan
sqrt = np.sqrt
tanh = np.tanh
arctan = np.arctan


def sigmoid(z: Any) -> Any:
    """Compute 1 / (1 + e^-z)."""
    return 1 / (1 + np.exp(-z))


def softplus(z: Any) -> Any:
    """Compute ln(1 + e^z)."""
    return np.log(1 + np.exp(z))


def power(base: Any, exponent: Any) -> Any:
    """Raise to an exact or numeric exponent."""
    return base ** float(exponent) if not isinstance(exponent, int) else base**exponent
