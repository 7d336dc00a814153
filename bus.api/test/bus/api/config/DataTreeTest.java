// SPDX-License-Identifier: Apache-2.0
package bus.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DataTreeTest {

  @Test
  void makesNumbersOfOneWidthEqual() {
    assertThat(DataTree.copyOf(List.of(1, 2L, (short) 3, (byte) 4, 1.5f, 2.5)))
        .isEqualTo(List.of(1L, 2L, 3L, 4L, 1.5, 2.5));
  }

  @Test
  void sortsMapsSoThatTheSameDataLooksTheSame() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("b", 1);
    one.put("a", 2);
    assertThat(DataTree.copyOfMap(one)).hasToString("{a=2, b=1}");
  }

  @Test
  void keepsNullsInListsAndMaps() {
    Map<String, Object> map = new HashMap<>();
    map.put("none", null);
    map.put("list", Collections.singletonList(null));
    assertThat(DataTree.copyOfMap(map))
        .containsEntry("none", null)
        .containsEntry("list", Collections.singletonList(null));
  }

  @Test
  void consistsOfClassesOfTheJdkWhateverItWasMadeOf() {
    Map<String, Object> odd = new HashMap<>() {};
    odd.put("deep", new TreeMap<String, Object>((a, b) -> a.compareTo(b)) {});
    Map<String, Object> copy = DataTree.copyOfMap(odd);
    assertThat(copy.getClass().getClassLoader()).isNull();
    assertThat(copy.get("deep").getClass().getClassLoader()).isNull();
  }

  @Test
  void doesNotChangeWhenItsSourceDoes() {
    List<Object> source = new ArrayList<>(List.of("a"));
    byte[] bytes = {1};
    Map<String, Object> copy = DataTree.copyOfMap(Map.of("list", source, "bytes", bytes));
    source.add("b");
    bytes[0] = 2;
    assertThat(copy).containsEntry("list", List.of("a"));
    assertThat((byte[]) copy.get("bytes")).containsExactly(1);
    assertThatThrownBy(() -> copy.put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void refusesWhatIsNotPlainDataAndNamesThePathToIt() {
    assertThatThrownBy(
            () -> DataTree.copyOfMap(Map.of("a", List.of(0, Map.of("b", new StringBuilder())))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a[1].b is of java.lang.StringBuilder; expected null, a boolean, number, text, byte[],"
                + " list or map of these");
    assertThatThrownBy(() -> DataTree.copyOf(Map.of(1, "x")))
        .hasMessage("the data has a key that is not text: 1");
    assertThat(DataTree.copyOf(Set.of("x"))).isEqualTo(List.of("x"));
  }

  @Test
  void refusesDataThatContainsItself() {
    List<Object> circle = new ArrayList<>();
    circle.add(circle);
    assertThatThrownBy(() -> DataTree.copyOf(circle)).hasMessageContaining("in a circle");
  }
}
