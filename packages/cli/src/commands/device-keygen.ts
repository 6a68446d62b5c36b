import { didOfKey, generateDeviceKey, readPrivateKey, thumbprint } from "@tokenwright/devices/device";
import { writeNew } from "@tokenwright/workbench";
import { clean, print, say } from "../terminal.js";

/** `device keygen`: the private key goes into a file and nowhere else. */
export async function deviceKeygenCommand(options: {
  readonly output: string;
  readonly json?: boolean;
}): Promise<void> {
  const jwk = generateDeviceKey();
  const { publicKey } = readPrivateKey(jwk);
  writeNew(options.output, `${JSON.stringify(jwk)}\n`, 0o600);
  const did = didOfKey(publicKey);
  say(`wrote ${clean(options.output)}, readable by you alone: whoever has it can sign in the device's name`);
  if (options.json === true) {
    print(
      JSON.stringify({ schema: 1, did, thumbprint: thumbprint(publicKey.jwk), publicKey: publicKey.jwk }, undefined, 2),
    );
    return;
  }
  print(`# For the registry; hardware and place are yours to fill in.
devices:
  ${did}:
    owner: your-name-or-address
    hardware: WS2000
    keys:
      main: { key: ${did} }
    place: { latitude: 0, longitude: 0 }
    visibility: private
`);
}
