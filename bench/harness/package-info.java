/// What every benchmark needs: the service and the database under test, load, CPU time, results, plots.
@NullMarked
package harness;

import org.jspecify.annotations.NullMarked;
