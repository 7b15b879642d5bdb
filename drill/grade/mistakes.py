# ruff: noqa: E501 - one mistake a row reads best
"""The catalogue of named mistakes: what was done, and what to do instead, in one sentence.

An exercise wires the mistakes that are possible on it; grading names the ones an answer matches.
The sentences are for the learner who has just made the mistake, so they say what to do next.
"""

from __future__ import annotations

from drill.grade.verdict import Mistake

_ROWS = """
kept-exponent | Exponent kept | You brought the exponent to the front but left it in place: lower it by one as well.
dropped-coefficient-n | Exponent not brought down | You lowered the exponent without multiplying by it: the old exponent comes to the front.
raised-exponent | Exponent raised | The exponent went up by one, as in integration: differentiating lowers it.
decremented-coefficient | Wrong factor in front | The factor in front is the old exponent, not the new one.
integrated-instead | Integrated | This is an antiderivative: the power rule multiplies by the exponent and lowers it.
negative-power-sign | Negative power | With a negative exponent the factor in front is negative, and the exponent still goes down by one.
constant-kept | Constant kept | A constant does not change, so its derivative is 0: it disappears.
constant-factor-dropped | Constant factor dropped | A constant factor stays in front of the derivative.
constant-factor-added | Constant factor added | A constant factor multiplies the derivative; it is not a term of its own.
sign-lost-in-sum | Sign lost | The sign before a term goes with it: the derivative of f - g is f' - g'.
product-of-derivatives | Product of derivatives | The derivative of a product is not the product of the derivatives: use f'g + fg'.
product-self-paired | Factors paired with themselves | Each term pairs one derivative with the other factor: f'g + fg'.
product-minus | Minus in the product rule | The product rule adds its two terms; the minus belongs to the quotient rule.
product-one-term | One term of the product rule | Each factor gets its turn: one term is missing from f'g + fg'.
product-as-sum | Product treated as a sum | The factors were differentiated as if they were terms: use f'g + fg'.
quotient-of-derivatives | Quotient of derivatives | The derivative of a quotient is not the quotient of the derivatives: use (f'g - fg')/g².
quotient-order-swapped | Quotient order swapped | The numerator begins with the derivative of the top: f'g - fg', not the other way round.
quotient-plus | Plus in the quotient rule | The quotient rule subtracts: (f'g - fg')/g².
quotient-not-squared | Denominator not squared | The quotient rule divides by the square of the denominator.
quotient-wrong-square | Wrong square | The quotient rule divides by g², the square of the denominator, not of the numerator.
inner-derivative-missing | Inner derivative missing | You took the outer derivative at the inner function and stopped: multiply by the derivative of the inner function.
evaluated-at-inner-derivative | Outer taken at the inner derivative | The outer derivative is taken at the inner function itself, not at its derivative, and is then multiplied by that derivative.
inner-derivative-inside | Inner derivative inside | The outer derivative is taken at the inner function; its derivative is only multiplied on, never put inside.
outer-evaluated-at-x | Outer derivative at x | The outer derivative is taken at the inner function, not at the variable itself.
inner-derivative-added | Inner derivative added | The inner derivative is multiplied on, not added.
inner-derivative-divided | Divided by the inner derivative | The inner derivative is multiplied on; dividing by it is what integration by substitution does.
innermost-factor-missing | Innermost factor missing | There is one factor for each function: the derivative of the innermost one is missing.
one-path-only | One path only | The variable reaches the result along several paths: add the product along each of them.
exponential-as-power | Exponential treated as a power | The variable is in the exponent: the derivative of e^u is e^u · u', not u · e^(u-1).
log-base-dropped | Logarithm of the base dropped | The derivative of a^x is a^x · ln a; the factor ln a is 1 only for a = e.
variable-exponent-as-power | Variable exponent treated as fixed | Base and exponent both vary: take logarithms first, and x^x gives x^x (ln x + 1).
trig-sign | Sign of a trigonometric derivative | The derivative of sin is cos, that of cos is -sin: one sign is turned round.
log-integrated | Logarithm integrated | The derivative of ln x is 1/x; x ln x - x is its antiderivative.
log-inner-missing | Inner derivative under a logarithm | The derivative of ln u is u'/u: the factor u' is missing.
tan-as-sec | Secant not squared | The derivative of tan is the square of sec.
tanh-wrong | Derivative of tanh | The derivative of tanh x is 1 - tanh(x)²: the square is of the value, not of x.
root-inner-missing | Inner derivative under a root | The derivative of √u is u'/(2√u): the factor u' is missing.
wrong-object | Another object | This is the function itself, its second derivative or its negative; the first derivative was asked for.
other-variable-differentiated | Other variable differentiated too | Only one variable moves; hold the others constant and leave their derivatives out.
total-for-partial | Total instead of partial | In a partial derivative the other variables do not depend on this one: no dy/dx appears.
other-variable-zeroed | Other variable set to zero | Hold the other variables constant; a constant is not 0, and as a factor it stays.
wrong-variable | Wrong variable | You differentiated by another variable than the one asked for.
components-swapped | Components swapped | The components of a gradient stand in the order of the variables.
gradient-summed | Gradient summed up | A gradient is a vector: keep its components apart.
norm-gradient | Gradient of a norm | The gradient of ‖x‖ is x/‖x‖, a vector of length one.
quadratic-form-asymmetric | Quadratic form | The gradient of xᵀAx is (A + Aᵀ)x; 2Ax holds only where A is symmetric.
least-squares-transpose | Transpose in least squares | The gradient of ‖Ax - b‖² is 2Aᵀ(Ax - b), with the transpose and the 2.
jacobian-transposed | Jacobian transposed | A row for each output, a column for each input.
sigmoid-self | Sigmoid as its own derivative | The derivative of σ is σ(1 - σ); being its own derivative is what e^x does.
sigmoid-one-minus | Factor of the sigmoid missing | The derivative of σ is σ(1 - σ): the factor σ is missing.
sigmoid-plus | Plus in the sigmoid | The derivative of σ is σ(1 - σ), with a minus.
sigmoid-at-activation | Sigmoid applied twice | The derivative is taken at the pre-activation z; at the activation a it is simply a(1 - a).
weight-not-transposed | Weights not transposed | Going backward the error passes through the transpose of the next layer's weights.
outer-product-reversed | Outer product reversed | For z = Wx the gradient of W is δ xᵀ, in the shape of W.
activation-derivative-missing | Activation's derivative missing | Going back through an activation multiplies by its derivative at z.
multiplied-by-activation | Wrong activation | A layer's weight gradient uses the layer's input, not its output.
bias-gradient | Bias gradient | The bias is added, so its gradient is δ itself, without the input.
relu-derivative | Derivative of relu | The derivative of relu is 1 where its input is positive and 0 where it is negative.
batch-mean-missing | Mean over the batch missing | The loss is a mean over the batch, so its gradient is divided by the number of examples.
batch-noise-by-count | Noise divided by the batch size | The variance of a batch's mean falls as 1/B, so its standard deviation falls only as 1/√B.
loss-sign | Sign of the loss derivative | The derivative of (y - ŷ)² by ŷ is -2(y - ŷ): the inner derivative is -1.
logit-gradient-sign | Sign of the logit gradient | It is prediction minus label: p - y.
softmax-off-diagonal | Off the diagonal of softmax | Raising one logit lowers the other probabilities: the derivative is -pᵢpⱼ.
softmax-diagonal | Diagonal of softmax | On the diagonal the derivative is pᵢ(1 - pᵢ) with the softmax probability itself.
softmax-as-sigmoids | Sigmoids instead of softmax | The classes share one sum: divide each exponential by the sum of all of them.
probability-gradient-for-logit | Gradient by the wrong variable | -y/p is the derivative by the probability; by the logit it is p - y.
bce-inner-sign | Sign inside the cross-entropy | The derivative of ln(1 - p) is -1/(1 - p), so its term enters with a plus.
mse-gradient-for-ce | Squared-error gradient | With cross-entropy the factor p(1 - p) cancels: what is left is p - y.
kl-reversed | Divergence reversed | KL(p‖q) weighs by the first distribution, p.
mixed-partial-dropped | Mixed partials dropped | The Hessian has the mixed second partials off its diagonal.
hessian-as-outer-product | Outer product of the gradient | The Hessian holds second partials; products of first partials are something else.
only-fxx-tested | Only one entry tested | One positive entry decides nothing: every eigenvalue must be positive.
determinant-sign | Sign of the determinant | A negative determinant means eigenvalues of both signs: a saddle.
quadratic-hessian-halved | Half of the Hessian | Differentiating ½xᵀAx twice gives A for symmetric A; the ½ is used up.
zero-second-derivative-is-inflection | f'' = 0 read as an inflection | Where f'' = 0 the test says nothing: look at how the sign of f' or f'' changes.
solution-divided-away | Solution divided away | Dividing by an unknown loses the solutions where it is 0: bring everything to one side and factor.
stationary-is-minimum | Stationary read as a minimum | A zero gradient is necessary, not sufficient: it may be a maximum, a saddle or flat.
mean-of-values | The other side | Two sides are compared, f at the mean of the points and the mean of the values of f: this is the other one.
mixing-weights-swapped | Weights swapped | In λx + (1 - λ)y the weight λ belongs to x and 1 - λ to y, in the points and in the values alike.
convexity-reversed | Convexity turned round | Convex means that every chord lies on or above the graph, and every tangent on or below it.
zero-eigenvalue-is-saddle | Zero eigenvalue read as a saddle | A saddle needs both directions, up and down; a zero eigenvalue alone leaves it open.
determinant-alone | Only the determinant tested | A positive determinant says that the signs agree, not which sign it is.
leading-minors-semidefinite | Leading minors on the edge | For semidefinite matrices every principal minor counts, not only the leading ones.
convex-by-parts | Convex because its parts are | Weights that are not negative, a maximum and an affine inner function keep convexity; differences, products, minima and most compositions do not.
convex-in-prediction | Convex in the prediction only | The loss is convex in the prediction; what counts is how the prediction depends on the parameters.
minimiser-taken-for-granted | Minimiser taken for granted | A convex loss may fall for ever without a minimiser, and a constant step may jump over one: convexity alone promises neither.
ascent | Uphill | The step goes against the gradient: subtract it.
learning-rate-missing | Learning rate missing | The step is the learning rate times the gradient.
bias-correction-missing | Bias correction missing | Divide the running mean by 1 - βᵗ before you use it.
bias-correction-power | Power in the wrong place | The correction is 1 - βᵗ, not (1 - β)ᵗ.
bias-correction-without-t | Step number missing | The correction is 1 - βᵗ: β is raised to the number of the step.
epsilon-inside-root | Epsilon inside the root | The small constant is added after the root.
square-root-missing | Square root missing | The step divides by the root of the second moment.
second-moment-unsquared | Gradient not squared | The second moment averages the squares of the gradients.
betas-swapped | Weights swapped | β weighs the old value and 1 - β the new gradient.
decay-inside-gradient | Decay put into the gradient | AdamW shrinks the weight itself; the decay does not pass through the moments.
decay-outside-moments | Decay kept out of the moments | With L2 the decay is a part of the gradient, and so it passes through both moments.
l2-factor | Factor of the penalty | The derivative of (λ/2)w² is λw: the 2 cancels the half.
momentum-forgets | Momentum forgets | The velocity keeps μ times its old value and adds the gradient.
clip-by-value-for-norm | Clipped by value | Clipping by norm scales the whole vector and keeps its direction.
gradient-bookkeeping | Gradients not kept track of | backward() adds to .grad, step() uses what is in it then, and only zero_grad() empties it: follow .grad line by line.
detached-followed | Slope through a detached value | What was detached, or made under no_grad(), counts as a constant: no slope goes back through it.
degrees-for-radians | Degrees for radians | The angle is in radians, where π is half a turn: set the calculator to radians, or turn the angle into degrees first.
variance-for-deviation | Variance for deviation | This is the variance: take its root for the standard deviation.
fan-out-for-fan-in | Fan-in and fan-out swapped | Count what is added up: going forward a unit sums over the layer's inputs (fan-in), going back an input sums over its units (fan-out).
neighbour-of-the-answer | Next to what was asked | This lies next to what was asked for: one step off, counted from another end, the other side's size, or the square of it.
"""

CATALOGUE: dict[str, Mistake] = {
    id_: Mistake(id_, name, sentence)
    for id_, name, sentence in (
        (piece.strip() for piece in row.split("|")) for row in _ROWS.strip().splitlines()
    )
}


def named(id_: str) -> Mistake:
    """Give a mistake by its id; one the catalogue does not know is named by its id alone."""
    return CATALOGUE.get(id_) or Mistake(id_, id_.replace("-", " ").capitalize(), "")
