package icd.workbench.tree;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.CommentEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Jackson's parser, extended by the anchor and tag of every event: it reports neither for scalar values nor for a
 * mapping's first key.
 */
public final class EventParser extends YAMLParser {

    private EventParser(
            ObjectReadContext context,
            IOContext io,
            BufferRecycler buffers,
            int streamFeatures,
            int yamlFeatures,
            LoadSettings settings,
            Reader reader) {
        super(context, io, buffers, streamFeatures, yamlFeatures, settings, reader);
    }

    public static EventParser of(String text) {
        return (EventParser) new Factory().createParser(ObjectReadContext.empty(), new WholeCharacters(text));
    }

    /**
     * Returns whether some part of a text would not be in its value: a comment, a mark, an anchor without alias, a
     * line's end.
     */
    public static boolean leavesOut(String text) {
        Set<String> anchors = new HashSet<>();
        boolean more = false;
        for (Event event : events(text, false)) {
            switch (event) {
                case AliasEvent alias -> anchors.remove(alias.getAlias().getValue());
                case NodeEvent node -> {
                    node.getAnchor().map(Anchor::getValue).ifPresent(anchors::add);
                    more |= node instanceof ScalarEvent scalar && scalar.isPlain() && !text.contains(scalar.getValue());
                }
                case DocumentStartEvent start -> more |= start.isExplicit();
                case DocumentEndEvent end -> more |= end.isExplicit();
                default -> {}
            }
        }
        return more
                || !anchors.isEmpty()
                || events(text, true).stream()
                        .anyMatch(event -> event instanceof CommentEvent comment
                                && comment.getCommentType() != CommentType.BLANK_LINE);
    }

    /**
     * Returns the events; empty where the text is not YAML, as the code that reads it reports the mistake. Comments are
     * requested separately, because with them a plain text of several lines is not read as one.
     */
    private static List<Event> events(String text, boolean comments) {
        LoadSettings settings =
                LoadSettings.builder().setParseComments(comments).build();
        List<Event> events = new ArrayList<>();
        try {
            new Parse(settings).parseReader(new WholeCharacters(text)).forEach(events::add);
        } catch (YamlEngineException e) {
            return comments ? events : List.of();
        }
        return events;
    }

    /** Returns the anchor of the current token. */
    public Optional<String> anchor() {
        return _lastEvent instanceof NodeEvent node ? node.getAnchor().map(Anchor::getValue) : Optional.empty();
    }

    /** Returns the tag written before the current token. */
    public Optional<String> tag() {
        return switch (_lastEvent) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent collection -> collection.getTag();
            default -> Optional.empty();
        };
    }

    /**
     * A text in pieces that never end within a surrogate pair: snakeyaml-engine 3.0.1 reads one place too far where its
     * buffer does, so that an emoji at the 1,024th place of a valid recipe would end in an exception.
     */
    private static final class WholeCharacters extends StringReader {

        WholeCharacters(String text) {
            super(text);
        }

        @Override
        public int read(char[] buffer, int from, int length) throws IOException {
            mark(0);
            int count = super.read(buffer, from, length);
            if (count > 1 && Character.isHighSurrogate(buffer[from + count - 1])) {
                reset();
                return super.read(buffer, from, count - 1);
            }
            return count;
        }
    }

    private static final class Factory extends YAMLFactory {
        private static final long serialVersionUID = 1L;

        @Override
        protected EventParser _createParser(ObjectReadContext context, IOContext io, Reader reader) {
            return new EventParser(
                    context,
                    io,
                    _getBufferRecycler(),
                    context.getStreamReadFeatures(_streamReadFeatures),
                    context.getFormatReadFeatures(_formatReadFeatures),
                    _loadSettings,
                    reader);
        }
    }
}
