"""What the pages behind the sign-in cost: they are made anew each time, since nothing of them is kept."""

import statistics
import time

PAGES = {
    "desk": "/desk/",
    "brief": "/desk/brief/",
    "papers": "/desk/papers/",
    "approvals": "/desk/approvals/",
    "undertakings": "/desk/undertakings/",
    "questions": "/desk/questions/",
    "taken in": "/desk/receptions/",
    "people": "/desk/people/",
    "seats": "/desk/people/seats/",
    "contacts": "/desk/contacts/",
    "audit": "/desk/audit/",
    "keys": "/keys/",
    "account": "/account/",
}
ROLES = ("director", "specialist", "president", "coordinator", "focal-point", "observer")


def pages() -> None:
    """Server time of the pages of the desk in process, for some roles of the demo."""
    from django.test import Client

    print(f"{'desk page (medians in ms)':<28} {' '.join(f'{role:>12}' for role in ROLES)}")
    clients = {role: Client(headers={"host": "localhost"}) for role in ROLES}
    for role, client in clients.items():
        assert client.post("/account/demo/", {"role": role}).status_code == 302
    everything = []
    for name, address in PAGES.items():
        told = []
        for client in clients.values():
            spent = _spent(client, address)
            told.append("–" if spent is None else f"{spent:.1f}")
            everything += [] if spent is None else [spent]
        print(f"{name:<28} {' '.join(f'{each:>12}' for each in told)}", flush=True)
    median, slowest = statistics.median(everything), max(everything)
    print(f"median of the desk {median:.1f} ms, slowest {slowest:.1f} ms (aim: 60 ms)")


def _spent(client: object, address: str) -> float | None:
    """The median of nine, in milliseconds; None for a page that is not there for the role."""
    spent = []
    for _ in range(10):
        start = time.perf_counter()
        response = client.get(address)  # type: ignore[attr-defined]
        spent.append((time.perf_counter() - start) * 1000)
        if response.status_code == 404:
            return None
        assert response.status_code == 200, (address, response.status_code)
    return statistics.median(spent[1:])
