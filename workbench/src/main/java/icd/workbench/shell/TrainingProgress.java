package icd.workbench.shell;

import icd.train.Trainer;
import icd.train.TrainingObserver;
import icd.train.TrainingState;
import java.util.Locale;

/** Shows the progress of a training: epoch, loss, epochs a second, time left. */
final class TrainingProgress implements TrainingObserver {

    private final ProgressDisplay display;
    private ProgressBar bar;
    private int from;

    /** @param display null where nothing is shown */
    TrainingProgress(ProgressDisplay display) {
        this.display = display;
    }

    @Override
    public void begun(Trainer trainer) {
        Job.keeping(1);
        bar = new ProgressBar();
        from = -1;
    }

    @Override
    public void epoch(Trainer trainer, TrainingState state) {
        from = from < 0 ? state.epoch() - 1 : from;
        int epochs = trainer.options().epochs();
        boolean last = state.epoch() == epochs; // a display may keep the last line
        if (display == null || !bar.isDue() && !(last && bar.wasDue())) {
            return;
        }
        display.show(String.format(
                Locale.ROOT,
                "%s  epoch %d/%d, test MSE/n %.5g, %.3g epochs/s",
                bar.of((state.epoch() - from) / (double) (epochs - from)),
                state.epoch(),
                epochs,
                state.testLoss()[state.epoch()],
                (state.epoch() - from) / bar.elapsed()));
    }

    @Override
    public void ended() {
        Job.keeping(-1);
        if (display != null) {
            display.clear();
        }
    }
}
