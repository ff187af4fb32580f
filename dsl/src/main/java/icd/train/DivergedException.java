package icd.train;

/** Says that a loss or gradient stopped being a finite number. */
public final class DivergedException extends ArithmeticException {

    private static final long serialVersionUID = 1;

    /**
     * @param trial the name of the training
     * @param epoch the epoch during which it happened, 1 for the first
     * @param lastFiniteLoss the last MSE/n that was finite, of a batch or a whole set; NaN if none was
     */
    DivergedException(String trial, int epoch, double lastFiniteLoss) {
        super(trial + ": the loss must stay finite, got a loss or gradient that is not in epoch " + epoch
                + (Double.isFinite(lastFiniteLoss)
                        ? "; last finite MSE/n: " + lastFiniteLoss + "; a smaller learning rate may help"
                        : ", as before the first step; the layer's estimates of these prompts, or the squares of their errors,"
                                + " are not finite"));
    }
}
