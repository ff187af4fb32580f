package icd.workbench.recipe;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Jackson's parser with the anchor and tag of every event: it reports neither of a scalar value nor of a mapping's first key. */
final class EventParser extends YAMLParser {

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

    static EventParser of(String text) {
        return (EventParser) new Factory().createParser(ObjectReadContext.empty(), new WholeCharacters(text));
    }

    /** The anchor of the current token. */
    Optional<String> anchor() {
        return _lastEvent instanceof NodeEvent node ? node.getAnchor().map(Anchor::getValue) : Optional.empty();
    }

    /** The tag written before the current token. */
    Optional<String> tag() {
        return switch (_lastEvent) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent collection -> collection.getTag();
            default -> Optional.empty();
        };
    }

    /**
     * A text in pieces that never end within a surrogate pair: snakeyaml-engine 3.0.1 reads one place too far where its buffer
     * does, so that an emoji at the 1,024th place of a valid recipe would end in an exception.
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
