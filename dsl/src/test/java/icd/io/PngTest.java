package icd.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Property;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class PngTest {

    @Property(cases = 50)
    void anotherReaderFindsEveryPixel(Draws draws) throws IOException {
        Random random = new Random(draws.seed());
        int width = 1 + random.nextInt(300);
        int height = 1 + random.nextInt(300);
        byte[] rgb = new byte[3 * width * height];
        random.nextBytes(rgb);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.of(width, height, rgb, 0)));
        assertThat(read.getWidth()).isEqualTo(width);
        assertThat(read.getHeight()).isEqualTo(height);
        byte[] found = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            found[i] = (byte) (read.getRGB(i / 3 % width, i / 3 / width) >> 16 - 8 * (i % 3));
        }
        assertThat(found).isEqualTo(rgb);
    }

    @Test
    void theResolutionIsNoted() throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        byte[] png = Png.of(1, 1, new byte[3], 11811); // 300 dots per inch
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(png)));
        Element metadata = (Element) reader.getImageMetadata(0).getAsTree("javax_imageio_1.0");
        Element size =
                (Element) metadata.getElementsByTagName("HorizontalPixelSize").item(0);
        assertThat(Double.parseDouble(size.getAttribute("value"))).isCloseTo(25.4 / 300, within(1e-5));
    }
}
