package harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Draws a result file as SVG: one line per figure, with its distance from the goal. The vertical line in the middle
/// is the goal, right of it is better; a dot is a pair of legs, the bar ends at the figure's value. Figures
/// without a goal are left out.
public final class Plot {

    private static final int LABELS = 210;
    private static final int WIDTH = 460;
    private static final int VALUES = 190;
    private static final int ROW = 26;
    private static final int TOP = 62;

    /// The scale is logarithmic, from a quarter of the goal to four times as good.
    private static final double FACTOR = 4;

    private Plot() {}

    /// Writes the drawing beside the file, named likewise, and returns it.
    public static Path draw(Path results) throws IOException {
        JsonNode root = new ObjectMapper().readTree(results.toFile());
        StringBuilder rows = new StringBuilder();
        int y = TOP;
        for (Map.Entry<String, JsonNode> figure : root.get("figures").properties()) {
            JsonNode node = figure.getValue();
            if (node.get("value").isNumber() && node.get("goal").isNumber()) {
                rows.append(row(figure.getKey(), node, y));
                y += ROW;
            }
        }
        Path file = results.resolveSibling(root.get("name").asText() + ".svg");
        Files.writeString(file, page(root, rows, y));
        return file;
    }

    private static String page(JsonNode root, CharSequence rows, int bottom) {
        String subtitle =
                root.get("machine").asText() + ", " + root.get("edition").asText() + ", commit "
                        + root.get("commit").asText() + quick(root);
        int width = LABELS + WIDTH + VALUES;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
                font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="#fff"/>
                <text x="10" y="20" font-size="15">%3$s: figures against their goals</text>
                <text x="10" y="38" fill="#555" font-size="10">%4$s</text>
                <text x="%5$d" y="54" text-anchor="middle" fill="#555">goal</text>
                <line x1="%5$d" y1="58" x2="%5$d" y2="%6$d" stroke="#333"/>
                %7$s<text x="%8$d" y="%9$d" fill="#555">¼ as good</text>
                <text x="%10$d" y="%9$d" text-anchor="end" fill="#555">4 times as good</text>
                </svg>
                """.formatted(
                        width,
                        bottom + 30,
                        escape(root.get("name").asText()),
                        escape(subtitle),
                        x(1),
                        bottom,
                        rows,
                        LABELS,
                        bottom + 18,
                        LABELS + WIDTH);
    }

    private static String quick(JsonNode root) {
        return root.at("/run/quick").asBoolean() ? ", QUICK RUN: says nothing about speed" : "";
    }

    private static String row(String name, JsonNode figure, int y) {
        double reached = advantage(figure, figure.get("value").asDouble());
        String colour = reached >= 1 ? "#2a7f4f" : "#b5482e";
        StringBuilder svg = new StringBuilder();
        svg.append(format("<text x=\"10\" y=\"%d\">%s</text>%n", y + 16, escape(name)));
        svg.append(format(
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"12\" fill=\"%s\" fill-opacity=\"0.35\"/>%n",
                Math.min((double) x(1), x(reached)), y + 6, Math.abs((double) x(reached) - x(1)), colour));
        for (JsonNode pair : figure.get("pairs")) {
            svg.append(format(
                    "<circle cx=\"%d\" cy=\"%d\" r=\"3\" fill=\"%s\"/>%n",
                    x(advantage(figure, pair.asDouble())), y + 12, colour));
        }
        svg.append(format(
                "<text x=\"%d\" y=\"%d\">%s %s (%s %s)</text>%n",
                LABELS + WIDTH + 10,
                y + 16,
                number(figure.get("value").asDouble()),
                escape(figure.get("unit").asText()),
                figure.get("better").asText().equals("higher") ? "≥" : "≤",
                number(figure.get("goal").asDouble())));
        return svg.toString();
    }

    /// 1 at the goal, more when better.
    private static double advantage(JsonNode figure, double value) {
        double goal = figure.get("goal").asDouble();
        return figure.get("better").asText().equals("higher") ? value / goal : goal / value;
    }

    private static int x(double advantage) {
        double share = 0.5 + Math.log(advantage) / Math.log(FACTOR) / 2;
        return LABELS + (int) Math.round(WIDTH * Math.clamp(share, 0, 1));
    }

    private static String number(double value) {
        return format(Math.abs(value) >= 100 ? "%.0f" : "%.2f", value);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
