package io.liftline.query.series;

/// Downsampling by largest triangle, three buckets: it selects samples so that a line through them looks like a
/// line through all.
///
/// The first and the last sample are always selected. The samples between them are divided into buckets with
/// equal numbers of samples. Of each bucket, the sample is selected that forms the largest triangle with the
/// selected one of the bucket before and the average of the bucket after.
///
/// Source: Sveinn Steinarsson, *Downsampling Time Series for Visual Representation*, University of Iceland, 2013,
/// section 4.2.
final class Lttb {

    private final SampleList samples;
    private final int[] selected;
    private final double step;

    private Lttb(SampleList samples, int points) {
        this.samples = samples;
        this.selected = new int[points];
        this.step = (double) (samples.size() - 2) / (points - 2);
    }

    /// The indexes of the selected samples, ascending; all if there are not more than `points`.
    ///
    /// @param points maximum number of samples, at least 3
    static int[] select(SampleList samples, int points) {
        if (samples.size() <= points) {
            int[] all = new int[samples.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = i;
            }
            return all;
        }
        return new Lttb(samples, points).select();
    }

    private int[] select() {
        int last = selected.length - 1;
        for (int bucket = 1; bucket < last; bucket++) {
            selected[bucket] = largest(bucket, selected[bucket - 1]);
        }
        selected[last] = samples.size() - 1;
        return selected;
    }

    private int largest(int bucket, int before) {
        int next = start(bucket + 1);
        int end = bucket == selected.length - 2 ? samples.size() : start(bucket + 2);
        double time = 0;
        double value = 0;
        for (int i = next; i < end; i++) {
            time += samples.time(i) - samples.time(before); // small numbers keep their precision
            value += samples.value(i);
        }
        time /= end - next;
        value /= end - next;
        int largest = start(bucket);
        double most = -1;
        for (int i = start(bucket); i < next; i++) {
            double area = Math.abs(time * (samples.value(i) - samples.value(before))
                    - (samples.time(i) - samples.time(before)) * (value - samples.value(before)));
            if (area > most) {
                most = area;
                largest = i;
            }
        }
        return largest;
    }

    /// The first sample of a bucket. The first bucket has only the first sample, and the last only the last.
    private int start(int bucket) {
        return bucket == selected.length - 1 ? samples.size() - 1 : (int) Math.floor((bucket - 1) * step) + 1;
    }
}
