import { mockWires } from "../wires/index.js";
import { faultsText, wiresText } from "./listing.js";

/** What `--help` prints. */
export function helpText(): string {
  return `headwater-mock: a server that streams made-up answers in every wire format, with faults on request

Usage: headwater-mock [options]

  -p, --port <number>    where to listen, 0 for any free port (8123)
      --host <address>   on which address; 0.0.0.0 for the whole network (127.0.0.1, this machine only)
  -w, --wire <name>      speak this wire only, at any path (all, each at its own paths)
  -f, --fault <fault>    what goes wrong with every reply (none)
  -r, --rate <number>    frames per second, 0 as fast as possible (40)
      --chunk <bytes>    bytes per write, 0 for one frame per write (0)
      --seed <number>    with --chunk: uneven writes, the same for the same seed
  -t, --text <text>      what to answer (a friendly answer that repeats the prompt)
  -a, --answer <file>    what to answer: a .json file with the parts of an answer
                         ({"text": "…", "reasoning": "…", "stages": […], "sources": […]}), any other file as it is
  -q, --quiet            no line per request
  -l, --list             print the wires and their paths
  -v, --version          print the version
  -h, --help             print this

A request may say otherwise for itself: ?fault=…&rate=…&chunk=…&seed=…, or the headers x-mock-fault, x-mock-rate,
x-mock-chunk and x-mock-seed. Item streams take ?count=… (20; 0 is without end).

Faults are written name@position:value. What stands in brackets may be left out and is the default. A position is per
cent of the body's bytes (@50%) or a number of frames (@3); durations are 500ms, 7s or 1m.

${faultsText()}
Wires, at their real paths and below /<name>:

${wiresText(mockWires)}
Examples:

  headwater-mock
  curl -N localhost:8123/v1/chat/completions -d '{"stream": true, "messages": [{"role": "user", "content": "Hi"}]}'

  headwater-mock --wire openai-chat --fault drop@50%
  curl -N localhost:8123 -d '{"stream": true, "messages": [{"role": "user", "content": "Hi"}]}'

  headwater-mock --text 'One moment, please.' --rate 5
  curl -N 'localhost:8123/v1/messages?fault=stall@3:2s' -d '{"stream": true, "messages": []}'

  headwater-mock --chunk 7 --seed 1
  curl -N 'localhost:8123/items/stream?count=0&rate=2'
`;
}
