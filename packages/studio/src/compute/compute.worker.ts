import type { Answer, Question } from "./messages.js";
import { serveCompute } from "./serve.js";

const port = globalThis as unknown as {
  postMessage(answer: Answer): void;
  onmessage: (event: { readonly data: Question }) => void;
};
const take = serveCompute((answer) => port.postMessage(answer));
port.onmessage = ({ data }) => take(data);
