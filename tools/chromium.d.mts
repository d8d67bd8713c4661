export declare function findChromium(root: string): string | undefined;
export declare function installChromium(root: string): void;
