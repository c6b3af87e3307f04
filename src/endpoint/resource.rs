//! What the API has: customers and companies. Which of them a request is about is said by its path.

/// A kind of thing that the API has a list of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Resource {
    /// Customers, below `/api/customers`.
    #[default]
    Customer,
    /// Companies that customers belong to, below `/api/companies`.
    Company,
}

impl Resource {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Customer, Self::Company];

    /// The path of the list, below the base URL.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Customer => "/api/customers",
            Self::Company => "/api/companies",
        }
    }

    /// The member of an answer that has the id.
    #[must_use]
    pub const fn id_member(self) -> &'static str {
        match self {
            Self::Customer => "customer_id",
            Self::Company => "company_id",
        }
    }

    /// The name in output for programs: `customer`, `company`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Company => "company",
        }
    }

    /// What a URL is about that this program has posted to. Whatever else it is, it is about a customer: there was nothing
    /// else before.
    #[must_use]
    pub fn of_url(url: &str) -> Self {
        let url = url.trim_end_matches('/');
        if url.ends_with(Self::Company.path()) {
            Self::Company
        } else {
            Self::Customer
        }
    }

    /// The URL of this list in the CRM whose list of anything has the other URL.
    #[must_use]
    pub fn url_beside(self, url: &str) -> String {
        let base = Self::ALL
            .into_iter()
            .find_map(|other| url.strip_suffix(other.path()));
        format!("{}{}", base.unwrap_or(url), self.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::comparable;

    #[test]
    fn a_url_says_what_it_is_about_and_leads_to_the_list_beside_it() {
        let (customers, companies) = (
            "https://a.example/crm/api/customers",
            "https://a.example/crm/api/companies",
        );
        assert_eq!(Resource::of_url(customers), Resource::Customer);
        assert_eq!(Resource::of_url(companies), Resource::Company);
        for other in ["", "https://a.example/api/companies/28", "https://companies"] {
            assert_eq!(Resource::of_url(other), Resource::Customer, "{other}");
        }
        for url in [customers, companies] {
            assert_eq!(Resource::Company.url_beside(url), companies);
            assert_eq!(Resource::Customer.url_beside(url), customers);
        }
        // The journal compares keys by CRM and list: a company is never taken for a customer.
        assert_ne!(comparable(customers), comparable(companies));
    }
}
