import type { Connect, Plugin } from "vite";
import { createPlaygroundServer, type PlaygroundServerOptions } from "./server.ts";

/**
 * Mounts the mock server below `/mock/` in Vite's dev server and in its preview server, before anything of Vite that
 * compresses or rewrites.
 */
export function mockServer(options?: PlaygroundServerOptions): Plugin {
  const { handle } = createPlaygroundServer(options);
  const mount = ({ middlewares }: { middlewares: Connect.Server }): void => {
    middlewares.use((request, response, next) => {
      if (!handle(request, response)) next();
    });
  };
  return { name: "headwater:mock-server", configureServer: mount, configurePreviewServer: mount };
}
