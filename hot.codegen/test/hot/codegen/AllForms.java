// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

/** A module with a controller that has methods of all forms, and a factory written by hand. */
final class AllForms {

  static final String CONTROLLER =
      """
      package demo.words;

      import bus.api.controller.Controller;
      import bus.api.controller.ControllerContext;
      import bus.api.controller.ControllerType;
      import bus.api.controller.Resolves;
      import bus.api.directive.Directive;
      import bus.api.directive.Handler;
      import bus.api.directive.Resolver;
      import bus.api.directive.Scope;
      import bus.api.directive.Sink;
      import java.util.List;
      import java.util.Optional;
      import org.osgi.util.promise.Promise;
      import org.osgi.util.promise.Promises;

      /** Knows words. */
      @ControllerType(id = "demo/words", version = "1.0.0", description = "Knows \\"words\\".")
      public final class Words implements Controller {

        public record Config(String word) {}

        record A() implements Directive<String> {}

        record B() implements Directive<Integer> {}

        record C() implements Directive<CharSequence> {}

        record D() implements Directive<String> {}

        record E() implements Directive<CharSequence> {}

        record F() implements Directive<String> {}

        record G() implements Directive<String> {}

        record Own() implements Directive<String> {}

        private final Config config;

        Words(ControllerContext context, Config config) throws java.io.IOException {
          this.config = config;
        }

        @Resolves
        String a(A a) throws Exception {
          return config.word();
        }

        @Resolves(inline = true)
        int b(B b) {
          return 1;
        }

        @Resolves
        Optional<String> c(C c) {
          return Optional.empty();
        }

        @Resolves(inline = true)
        Optional<String> d(D d) {
          return Optional.of(config.word());
        }

        @Resolves
        Promise<String> e(E e) throws Exception {
          return Promises.resolved(config.word());
        }

        @Resolves
        void f(F f, Scope scope, Sink<String> sink) throws Exception {
          sink.add(config.word());
        }

        @Resolves
        Resolver<String> g(G g) throws Exception {
          return Resolver.of(config.word());
        }

        @Override
        public List<Handler> handlers() {
          return List.of(Handler.answering(Own.class, own -> config.word()));
        }
      }
      """;

  static final String FACTORY =
      """
      package demo.words;

      import bus.api.controller.Controller;
      import bus.api.controller.ControllerContext;
      import bus.api.controller.ControllerFactory;
      import bus.api.controller.ControllerInfo;

      public final class Written implements ControllerFactory<Written.Settings, Controller> {
        private static final String ID = "demo/" + "written";

        public record Settings() {}

        @Override
        public ControllerInfo info() {
          return ControllerInfo.of(ID, "3.1.4", "");
        }

        @Override
        public Class<Settings> configType() {
          return Settings.class;
        }

        @Override
        public Controller construct(Settings config, ControllerContext context) {
          return new Controller() {};
        }
      }
      """;

  private AllForms() {}
}
