// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Handler;
import bus.api.directive.Instance;
import bus.api.directive.Resolver;
import java.util.List;
import java.util.Set;

/** A handler made of a function that may throw. */
record TestHandler(Class<?> type, Answers answers) implements Handler {

  interface Answers {
    List<? extends Resolver<?>> of(Instance<?> instance) throws Exception;
  }

  @Override
  public Set<Class<?>> directiveTypes() {
    return Set.of(type);
  }

  @Override
  public List<? extends Resolver<?>> handle(Instance<?> instance) throws Exception {
    return answers.of(instance);
  }
}
